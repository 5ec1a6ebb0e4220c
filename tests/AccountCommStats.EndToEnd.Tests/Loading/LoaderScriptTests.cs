using System.Globalization;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exports;
using AccountCommStats.Loading;
using Snapshooter.Xunit;

namespace AccountCommStats.EndToEnd.Tests.Loading;

/// <summary>
/// Load scripts, most of them for databases that the tests cannot run. A script follows the database's documentation, and what
/// the database cannot load is refused.
/// </summary>
public sealed class LoaderScriptTests
{
    public static TheoryData<string> Targets { get; } = [.. LoaderDialects.All.Select(dialect => dialect.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Is_as_reviewed(string target) => Snapshot.Match(ScriptOf(target), $"Loader.{target}.sql");

    [Theory]
    [InlineData("snowflake", "EMPTY_FIELD_AS_NULL = TRUE, NULL_IF = (), ESCAPE_UNENCLOSED_FIELD = NONE, ERROR_ON_COLUMN_COUNT_MISMATCH = TRUE")]
    [InlineData("snowflake", "SKIP_HEADER = 1, FIELD_OPTIONALLY_ENCLOSED_BY = '\"'")]
    [InlineData("snowflake", "ON_ERROR = ABORT_STATEMENT")]
    [InlineData("bigquery", "skip_leading_rows = 1, allow_quoted_newlines = true, max_bad_records = 0")]
    [InlineData("redshift", "format csv ignoreheader 1 emptyasnull dateformat 'auto' timeformat 'auto' maxerror 0")]
    [InlineData("redshift", "-- NULL and the empty string are NOT distinguished")]
    [InlineData("databricks", "'header' = 'true', 'enforceSchema' = 'false', 'escape' = '\"', 'multiLine' = 'true', 'mode' = 'FAILFAST', 'inferSchema' = 'false'")]
    [InlineData("postgres", "with (format csv, header match)")]
    [InlineData("duckdb", "allow_quoted_nulls = false")]
    public void Says_what_the_defaults_would_get_wrong(string target, string text)
        => Assert.Contains(text, ScriptOf(target), StringComparison.Ordinal);

    [Theory]
    [InlineData("snowflake", ".gz", "COMPRESSION = GZIP")]
    [InlineData("snowflake", ".zst", "COMPRESSION = ZSTD")]
    [InlineData("snowflake", "", "COMPRESSION = NONE")]
    [InlineData("redshift", ".gz", "maxerror 0 gzip;")]
    [InlineData("redshift", ".zst", "maxerror 0 zstd;")]
    public void Says_the_compression_of_the_file(string target, string ending, string text)
        => Assert.Contains(text, ScriptOf(target, location: $"s3://deliveries/file.csv{ending}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("snowflake", "FILE_FORMAT = (TYPE = PARQUET, USE_LOGICAL_TYPE = TRUE)")]
    [InlineData("bigquery", "FROM FILES (format = 'PARQUET', uris = ['s3://deliveries/file.parquet'])")]
    [InlineData("redshift", "iam_role default format as parquet;")]
    [InlineData("databricks", "FILEFORMAT = PARQUET")]
    [InlineData("duckdb", "from read_parquet('s3://deliveries/file.parquet');")]
    public void Loads_Parquet_by_its_types(string target, string text)
    {
        var script = ScriptOf(target, location: "s3://deliveries/file.parquet");

        Assert.Contains(text, script, StringComparison.Ordinal);
        Assert.DoesNotContain("NOT distinguished", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres", "bigint", "no reader of Parquet")]
    [InlineData("bigquery", "uuid", "no reader of 'odd uuid' in Parquet; load CSV")]
    [InlineData("snowflake", "uuid", "no reader of 'odd uuid' in Parquet; load CSV")]
    public void What_is_not_read_of_Parquet_is_refused(string target, string type, string told)
        => Assert.Contains(
            told,
            Assert.Throws<SourceMismatchException>(() => new LoaderScript(Dialect(target), SchemaWith(type), null, "s3://deliveries/file.parquet", null)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("snowflake", "jsonb")]
    [InlineData("redshift", "jsonb")]
    [InlineData("databricks", "jsonb")]
    [InlineData("bigquery", "numeric")]
    [InlineData("snowflake", "numeric")]
    [InlineData("duckdb", "numeric")]
    [InlineData("redshift", "varchar(20000)")]
    public void A_type_without_counterpart_is_refused(string target, string type)
    {
        var exception = Assert.Throws<SourceMismatchException>(() => new LoaderScript(Dialect(target), SchemaWith(type), null, null, null));

        Assert.Contains($"no type for column 'odd {type}'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("numeric(38,9)", "NUMERIC(38,9)")]
    [InlineData("numeric(38,10)", "BIGNUMERIC(38,10)")]
    [InlineData("numeric(30,0)", "BIGNUMERIC(30,0)")]
    public void BigQuery_takes_the_number_type_that_holds_all_digits(string type, string expected)
        => Assert.Contains($"odd {expected}", new LoaderScript(Dialect("bigquery"), SchemaWith(type), null, null, null).Create(), StringComparison.Ordinal);

    [Fact]
    public void BigQuery_reads_no_zstd_and_PostgreSQL_no_long_name()
    {
        Assert.Contains("'.zst'", Assert.Throws<SourceMismatchException>(() => ScriptOf("bigquery", location: "gs://b/f.csv.zst")).Message, StringComparison.Ordinal);
        Assert.Contains("63 bytes", Assert.Throws<SourceMismatchException>(() => new LoaderScript(Dialect("postgres"), SchemaWith("bigint"), new string('t', 60), null, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_and_names_cannot_end_what_they_are_in()
    {
        var script = new LoaderScript(Dialect("postgres"), SchemaWith("bigint", "user", "the account's \"id\"; drop table x"), "crm.\"x", null, null).Create();

        Assert.Contains("COMMENT ON COLUMN crm.\"\"\"x\".\"user\" IS 'the account''s \"id\"; drop table x';", script, StringComparison.Ordinal);
    }

    private static LoaderDialect Dialect(string target) => LoaderDialects.All.First(dialect => dialect.Name == target);

    private static string ScriptOf(string target, string? location = null)
        => new LoaderScript(Dialect(target), ExportCatalog.Find("account-core")!.Schema, "crm.accounts", location, null).Create();

    private static ExportSchema SchemaWith(string type, string name = "odd", string description = "")
    {
        var schema = ExportCatalog.Find("account-core")!.Schema;
        var parts = type.TrimEnd(')').Split('(', ',');
        int Part(int i) => parts.Length > i ? int.Parse(parts[i], CultureInfo.InvariantCulture) : 0;
        var kind = Enum.Parse<SqlKind>(parts[0], ignoreCase: true);
        var sqlType = kind is SqlKind.Varchar ? new SqlType(kind, Length: Part(1)) : new SqlType(kind, Precision: Part(1), Scale: Part(2));
        return schema with { Columns = schema.Columns.Add(new ExportColumn(name, sqlType, true, description, "computed", "", null)) };
    }
}
