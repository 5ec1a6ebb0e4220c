using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.PostgreSql;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>Parameters become typed literals, and nothing else in the text changes.</summary>
public sealed class SqlLiteralsTests
{
    private static readonly ParameterValues Values = new ParameterValues().With("a", 42L).With("b", "it's a \\ $1");

    [Fact]
    public void Replaces_parameters_and_nothing_else()
    {
        var statement = SqlStatement.Create($"select '$1', {"a":Bigint}, {"b":Text}, -- {"a":Bigint}");

        Assert.Equal("select '$1', bigint '42', text E'it''s a \\\\ $1', -- bigint '42'", SqlLiterals.Substitute(statement, Values));
        Assert.Equal("select '$1', $1, $2, -- $1", statement.Sql);
    }

    [Fact]
    public async Task PostgreSQL_reads_every_literal_as_the_value_it_stands_for()
    {
        (object? Value, SqlKind Kind, string Text)[] cases =
        [
            (long.MinValue, SqlKind.Bigint, "-9223372036854775808"),
            (-5L, SqlKind.Integer, "-5"),
            (true, SqlKind.Boolean, "true"),
            ("it's \\n", SqlKind.Text, "it's \\n"),
            (-1.50m, SqlKind.Numeric, "-1.50"),
            (1e-7, SqlKind.DoublePrecision, "1e-07"),
            (new DateOnly(2025, 3, 31), SqlKind.Date, "2025-03-31"),
            (new DateTime(2025, 3, 31, 1, 2, 3, DateTimeKind.Utc).AddMicroseconds(4), SqlKind.Timestamp, "2025-03-31 01:02:03.000004"),
            (new DateTime(2025, 3, 31, 1, 2, 3, DateTimeKind.Utc).AddMicroseconds(4), SqlKind.TimestampTz, "2025-03-31 01:02:03.000004+00"),
            (null, SqlKind.TimestampTz, ""),
        ];
        await using var database = await PostgresDatabase.CreateAsync();
        await using var connection = await database.OpenAsync();
        await using (var utc = new NpgsqlCommand("set time zone 'UTC'", connection))
        {
            await utc.ExecuteNonQueryAsync();
        }

        foreach (var (value, kind, text) in cases)
        {
            await using var command = new NpgsqlCommand($"select coalesce(cast({SqlLiterals.Write(value, kind)} as text), '')", connection);
            Assert.Equal(text, await command.ExecuteScalarAsync());
        }
    }

    [Fact]
    public void Says_which_parameter_has_no_value()
    {
        var statement = SqlStatement.Create($"select {"first_key":Bigint}");

        var exception = Assert.Throws<InvalidOperationException>(() => SqlLiterals.Substitute(statement, new ParameterValues()));

        Assert.Contains("@first_key", exception.Message, StringComparison.Ordinal);
    }
}
