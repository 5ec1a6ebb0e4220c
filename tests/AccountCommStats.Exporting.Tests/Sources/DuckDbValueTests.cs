using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>Values that are read from DuckDB, in each form in which DuckDB stores them.</summary>
public sealed class DuckDbValueTests : IDisposable
{
    /// <summary>Enough rows for several of DuckDB's chunks and for two row groups of Parquet.</summary>
    private const int Rows = 70_001;

    private readonly TemporaryDirectory _directory = new();
    private readonly DuckDbSample _sample = new();

    public void Dispose()
    {
        _sample.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("a_integer", "tinyint", "-5", "null", "127")]
    [InlineData("a_integer", "smallint", "-5", "null", "32767")]
    [InlineData("a_integer", "integer", "-5", "null", "2147483647")]
    [InlineData("a_integer", "hugeint", "-5", "null", "2147483647")]
    [InlineData("a_integer", "uinteger", "0", "null", "2147483647")]
    [InlineData("a_numeric", "decimal(4,2)", "-99.99", "null", "0.05")]
    [InlineData("a_numeric", "decimal(9,2)", "-1234567.89", "null", "0.05")]
    [InlineData("a_numeric", "decimal(18,2)", "-12345678.90", "null", "0.05")]
    [InlineData("a_numeric", "decimal(38,10)", "-12345678.90", "null", "0.05")]
    [InlineData("a_timestamp", "timestamp", "1969-12-31 23:59:59.000001", "null", "9999-12-31 23:59:59.999999")]
    [InlineData("a_timestamp", "timestamp_s", "1969-12-31 23:59:59", "null", "2025-03-31 12:00:00")]
    [InlineData("a_timestamp", "timestamp_ms", "1969-12-31 23:59:59.001", "null", "2025-03-31 12:00:00")]
    [InlineData("a_date", "date", "0001-01-01", "null", "9999-12-31")]
    [InlineData("a_double", "double", "-0.5", "null", "1e300")]
    [InlineData("a_boolean", "boolean", "true", "null", "false")]
    [InlineData("a_text", "text", "twelve bytes", "null", "thirteen byte")]
    [InlineData("a_text", "text", "", "null", "ä text that is so long that DuckDB stores it elsewhere")]
    [InlineData("a_text", "enum('x', 'y')", "x", "null", "y")]
    [InlineData("a_uuid", "uuid", "00000000-0000-0000-0000-000000000001", "null", "ffffffff-ffff-ffff-ffff-ffffffffffff")]
    public async Task Are_the_same_in_the_file(string column, string type, params string[] values)
    {
        var literals = values.Select(value => value == "null" ? value : $"'{value}'");
        _sample.Execute(
            $"alter table sample drop {column}",
            $"alter table sample add {column} {type}",
            $"insert into sample by name select {PostgresSample.OrganizationId} as organization_id, row_number() over () as id, 'x' as a_required, value as {column} from (values {string.Join(", ", literals.Select(literal => $"({literal}::{type})"))}) as one (value)");

        await AssertLikeSourceAsync(column);
    }

    [Fact]
    public async Task Are_the_same_in_the_file_beyond_a_chunk_and_a_row_group()
    {
        _sample.Execute($"""
            insert into sample by name
            select
              {PostgresSample.OrganizationId} as organization_id, i as id, 'r' || i as a_required,
              case when i % 3 > 0 then i end as a_integer,
              case when i % 63 > 0 then i % 2 = 0 end as a_boolean,
              case when i % 64 > 0 then repeat('x', i % 40) end as a_text,
              case when i % 65 > 0 then i / 100 end as a_numeric,
              case when i > 60000 then -i / 100 end as a_wide_numeric,
              case when i < 3000 then timestamp '2025-01-01' + i * interval '1 second' end as a_timestamp
            from range({Rows}) as one (i)
            """);

        var file = await AssertLikeSourceAsync("a_integer", "a_boolean", "a_text", "a_numeric", "a_wide_numeric", "a_timestamp", "a_required");

        Assert.Equal(["2"], Query($"select count(distinct row_group_id)::varchar from parquet_metadata('{file}')"));
    }

    [Theory]
    [InlineData("a_timestamptz", "infinity")]
    [InlineData("a_timestamptz", "-infinity")]
    [InlineData("a_date", "infinity")]
    [InlineData("a_date", "-infinity")]
    public async Task Are_violations_if_they_are_infinite(string column, string value)
    {
        _sample.Execute($"insert into sample by name select {PostgresSample.OrganizationId} as organization_id, 1 as id, 'x' as a_required, '{value}' as {column}");

        var exception = await Assert.ThrowsAsync<ViolationsException>(ExportAsync);

        Assert.Equal([(column, value)], exception.Violations.Select(violation => (violation.Column!.Name, violation.Value!)));
    }

    private async Task<string> AssertLikeSourceAsync(params string[] columns)
    {
        var export = await ExportAsync();
        var cells = string.Join(", ", columns.Select(column => column == "a_numeric" ? "a_numeric::decimal(10,2)" : $"{column}::varchar").Prepend("id"));
        var source = $"select {cells} from source.sample";
        var file = $"select {cells} from read_parquet('{export.FilePath}')";
        Assert.Empty(Query($"select left(d::varchar, 500) from (({source} except all {file}) union all ({file} except all {source})) as d"));
        return export.FilePath;
    }

    private Task<ExportResult> ExportAsync() => _sample.ExportAsync(new ExportRequest
    {
        OrganizationId = PostgresSample.OrganizationId,
        AsOf = new DateTime(2025, 3, 31, 0, 0, 0, DateTimeKind.Utc),
        OutputDirectory = _directory.Path,
        Formats = [FileFormat.Parquet],
    });

    private List<string> Query(string sql) => DuckDbMemory.Query($"attach '{_sample.Path}' as source (read_only)", sql);
}
