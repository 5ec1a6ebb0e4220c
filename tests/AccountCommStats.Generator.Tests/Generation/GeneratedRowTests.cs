using System.Reflection;
using AccountCommStats.Exporting;
using AccountCommStats.Generator;

namespace AccountCommStats.Tests.Generation;

/// <summary>Generated rows, loaded and run.</summary>
public sealed class GeneratedRowTests
{
    private static readonly DateTime Instant = new(2025, 3, 31, 12, 30, 15, 250, DateTimeKind.Utc);

    private static readonly object?[] EveryTypeFields =
    [
        "é-1",
        1L, null, 2L, null, 3L, null, true, null, "text", null, "vär", null, 123.45m, null,
        new DateOnly(2025, 3, 31), null, Instant, null, Instant, null, 0.5d, null,
        Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), null, "{}", null, 0.1234567890m,
    ];

    [Fact]
    public void Writes_what_it_read_in_column_order()
    {
        var row = LoadedRow.Of(ExampleExports.EveryType);

        var (written, violations) = row.Copy(EveryTypeFields);

        Assert.Empty(violations);
        Assert.Equal(EveryTypeFields, written);
    }

    [Fact]
    public void Reports_each_value_that_breaks_its_column()
    {
        object?[] fields = [.. EveryTypeFields];
        fields[0] = null;              // code: text not null
        fields[3] = 1L << 40;          // integer_value
        fields[11] = "four";           // varchar_value: varchar(3)
        fields[13] = 1000.00m;         // numeric_value: numeric(5,2)

        var (_, violations) = LoadedRow.Of(ExampleExports.EveryType).Copy(fields);

        Assert.Equal(
            [(0, ViolationRule.NotNull), (3, ViolationRule.Range), (11, ViolationRule.Length), (13, ViolationRule.Range)],
            violations.Select(violation => (violation.Ordinal, violation.Rule)));
    }

    [Fact]
    public void Compares_a_composite_key_in_the_order_of_the_key()
    {
        var row = LoadedRow.Of(ExampleExports.CompositeKey);
        object?[] earlierDayLaterChannel = [1L, "z", new DateOnly(2025, 1, 1), null];
        object?[] laterDayEarlierChannel = [1L, "a", new DateOnly(2025, 1, 2), null];
        object?[] lesserAccount = [0L, "z", new DateOnly(2025, 12, 31), null];

        Assert.True(row.CompareKeys(earlierDayLaterChannel, laterDayEarlierChannel) < 0);
        Assert.True(row.CompareKeys(laterDayEarlierChannel, earlierDayLaterChannel) > 0);
        Assert.True(row.CompareKeys(lesserAccount, earlierDayLaterChannel) < 0);
        Assert.Equal(0, row.CompareKeys(lesserAccount, lesserAccount));
    }

    [Fact]
    public void Joins_the_parts_of_a_key()
        => Assert.Equal("7, 2025-01-02, chat", LoadedRow.Of(ExampleExports.CompositeKey).FormatKey([7L, "chat", new DateOnly(2025, 1, 2), 3L]));

    [Fact]
    public void The_schema_says_what_the_model_says()
    {
        var schema = LoadedRow.Of(ExampleExports.SystemColumns).Schema;

        Assert.Equal("account-touches", schema.Name);
        Assert.Equal("\"Touches\" & <more>", schema.Title);
        Assert.Equal(0, Assert.Single(schema.Key));
        Assert.Equal("account-touches.md", schema.Document.ResourceName);
        Assert.Equal(
            new ExportColumn("touches", new(SqlKind.Integer), true, "Touches <all> & \"any\"", "touch / computed", "Counts touches. All of them", "touch.sql"),
            schema.Columns[1]);
    }

    [Fact]
    public void The_schema_spells_every_type_as_the_specification_does()
    {
        var model = ExampleExports.EveryType.Model;

        var schema = LoadedRow.Of(ExampleExports.EveryType).Schema;

        Assert.Equal(model.Columns.Select(column => column.Type.ToString()), schema.Columns.Select(column => column.Type.ToString()));
    }

    [Fact]
    public void The_query_is_the_model_s_to_the_letter()
    {
        var model = ExampleExports.SystemColumns.Model;

        var query = LoadedRow.Of(ExampleExports.SystemColumns).Query;

        Assert.Equal(model.Rows.Sql, query.Rows.Sql);
        Assert.Equal(["organization_id", "extracted_at", "data_as_of"], query.Rows.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([SqlKind.Bigint, SqlKind.TimestampTz, SqlKind.Timestamp], query.Rows.Parameters.Select(parameter => parameter.Kind));
        Assert.Equal(model.Keys!.Sql, query.Keys?.Sql);
        Assert.Equal("data_as_of", Assert.Single(query.SystemValues).Column);
        Assert.Equal(["customer", "crm.\"Touch\""], query.SourceTables.Select(table => table.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("one line")]
    [InlineData("\n")]
    [InlineData("\n\n  \n\ttab\n")]
    [InlineData("  indented\nless\n    more  ")]
    [InlineData("quotes \"\"\"\" in a row\n\"\"\"\n\"")]
    [InlineData("{braces} {{twice}} $ @ \\ \\n")]
    [InlineData("next line \u0085 line \u2028 paragraph \u2029 return \r end")]
    [InlineData("nul \0 half \uD800 whole \U0001F600")]
    [InlineData("*/ // # /* 'é' ﬀ \uE000")]
    public void Any_sql_survives_as_a_literal(string sql)
    {
        var model = ExampleExports.SingleColumn.Model;

        var query = LoadedRow.Of(ExampleExports.Declare(model with { Rows = new(new([new(sql, null)])) })).Query;

        Assert.Equal(sql, query.Rows.Sql);
    }
}
