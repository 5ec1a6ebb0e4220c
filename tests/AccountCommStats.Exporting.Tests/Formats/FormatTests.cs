using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Exporting.Verification;
using AccountCommStats.Testing;
using CsCheck;

namespace AccountCommStats.Exporting.Tests.Formats;

/// <summary>The rows of an export are the same in every format, as DuckDB reads them.</summary>
public sealed class FormatTests : IDisposable
{
    /// <summary>The columns of the sample with the types that DuckDB has for them.</summary>
    private const string Columns = """
        {'id': 'BIGINT', 'a_integer': 'INTEGER', 'a_smallint': 'SMALLINT', 'a_boolean': 'BOOLEAN', 'a_text': 'VARCHAR', 'a_varchar': 'VARCHAR',
         'a_numeric': 'DECIMAL(10,2)', 'a_wide_numeric': 'DECIMAL(38,10)', 'a_date': 'DATE', 'a_timestamp': 'TIMESTAMP', 'a_timestamptz': 'TIMESTAMPTZ',
         'a_double': 'DOUBLE', 'a_uuid': 'UUID', 'a_jsonb': 'VARCHAR', 'a_required': 'VARCHAR', 'extracted_at': 'TIMESTAMP', 'data_as_of': 'TIMESTAMP'}
        """;

    private static readonly DateTime AsOf = new(2025, 3, 31, 0, 0, 0, DateTimeKind.Utc);

    private static readonly ExportRequest AllFormats = new()
    {
        OrganizationId = PostgresSample.OrganizationId,
        AsOf = AsOf,
        OutputDirectory = "",
        Formats = Enum.GetValues<FileFormat>(),
    };

    private readonly TemporaryDirectory _directory = new();
    private readonly DuckDbSample _sample = new();

    public void Dispose()
    {
        _sample.Dispose();
        _directory.Dispose();
    }

    public static TheoryData<FileCompression?, long?, long?> Layouts => new()
    {
        { null, null, null },
        { FileCompression.None, null, null },
        { FileCompression.Gzip, 7, null },
        { FileCompression.Zstd, null, 2_000 },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Have_the_same_cells_for_values_that_have_gone_wrong_before(FileCompression? compression, long? rows, long? bytes)
    {
        _sample.Fill(SampleValues.EdgeCases.Select(row => row with { AJsonb = null }));

        var export = await ExportAsync(AllFormats with { Compression = compression, MaxRowsPerFile = rows, MaxBytesPerFile = bytes });

        AssertSameCells(export, SampleValues.EdgeCases.Length);
        AssertVerified(export);
        Assert.Equal(rows is null && bytes is null, export.FilePaths.Count == 3);
        Assert.Equal(Directory.GetFiles(_directory.Path).Length, export.FilePaths.Count + 1);
    }

    [Fact]
    public Task Have_the_same_cells_for_any_values()
        => SampleValues.Valid.SampleAsync(
            async rows =>
            {
                _sample.Fill(rows.Select(row => row with { AJsonb = "{\"a\": [1, null, \"\\u00e9\"]}" }));
                var export = await ExportAsync(AllFormats);
                AssertSameCells(export, rows.Length);
                AssertVerified(export);
            },
            iter: 10,
            threads: 1);

    [Fact]
    public async Task Have_files_without_rows_for_an_organization_that_has_none()
    {
        var export = await ExportAsync(AllFormats with { AllowEmpty = true, MaxRowsPerFile = 10 });

        Assert.Equal([0L, 0L, 0L], export.Manifest.Files.Select(file => file.Rows));
        AssertSameCells(export, 0, withJson: false); // An empty JSON file has no columns.
        AssertVerified(export);
    }

    [Fact]
    public async Task Parquet_has_the_types_and_the_nullability_of_the_specification()
    {
        _sample.Fill([new SampleValues { Id = 1 }]);
        var export = await ExportAsync(AllFormats with { Formats = [FileFormat.Parquet] });

        var columns = Query($"""
            select concat_ws(' ', name, repetition_type, type, case when type = 'FIXED_LEN_BYTE_ARRAY' then type_length end, nullif(logical_type, ''))
            from parquet_schema('{export.FilePath}') where num_children is null order by all
            """);

        Assert.Equal(
            [
                "a_boolean OPTIONAL BOOLEAN",
                "a_date OPTIONAL INT32 DateType()",
                "a_double OPTIONAL DOUBLE",
                "a_integer OPTIONAL INT32",
                "a_jsonb OPTIONAL BYTE_ARRAY JsonType()",
                "a_numeric OPTIONAL INT64 DecimalType(scale=2, precision=10)",
                "a_required REQUIRED BYTE_ARRAY StringType()",
                "a_smallint OPTIONAL INT32 IntType(bitWidth=\u0010, isSigned=1)",
                "a_text OPTIONAL BYTE_ARRAY StringType()",
                "a_timestamp OPTIONAL INT64 TimestampType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(), NANOS=<null>))",
                "a_timestamptz OPTIONAL INT64 TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(), NANOS=<null>))",
                "a_uuid OPTIONAL FIXED_LEN_BYTE_ARRAY 16 UUIDType()",
                "a_varchar OPTIONAL BYTE_ARRAY StringType()",
                "a_wide_numeric OPTIONAL FIXED_LEN_BYTE_ARRAY 16 DecimalType(scale=10, precision=38)",
                "data_as_of REQUIRED INT64 TimestampType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(), NANOS=<null>))",
                "extracted_at REQUIRED INT64 TimestampType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(), NANOS=<null>))",
                "id REQUIRED INT64",
            ],
            columns);
        Assert.Equal(
            ["as_of=2025-03-31T00:00:00.0000000Z", "export=sample", "organization_id=7", $"spec_sha256={SampleRow.Schema.Document.Sha256}"],
            Query($"select decode(key) || '=' || decode(value) from parquet_kv_metadata('{export.FilePath}') order by all").Where(pair => !pair.StartsWith("ARROW", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Parts_have_as_many_rows_as_they_may_and_whole_rows()
    {
        _sample.Fill(Enumerable.Range(1, 25).Select(id => new SampleValues { Id = id, AText = "two\nlines" }));

        var export = await ExportAsync(AllFormats with { MaxRowsPerFile = 10 });

        Assert.Equal(
            [("csv", 10L), ("csv", 10L), ("csv", 5L), ("jsonl", 10L), ("jsonl", 10L), ("jsonl", 5L), ("parquet", 10L), ("parquet", 10L), ("parquet", 5L)],
            export.Manifest.Files.Select(file => (file.Format!, file.Rows)));
        Assert.EndsWith(".part-0003.csv", export.FilePaths[2], StringComparison.Ordinal);
        AssertSameCells(export, 25);
    }

    [Fact]
    public async Task Files_of_an_earlier_layout_are_replaced()
    {
        _sample.Fill([new SampleValues { Id = 1 }, new SampleValues { Id = 2 }]);
        await ExportAsync(AllFormats with { MaxRowsPerFile = 1, Compression = FileCompression.Gzip });

        var export = await ExportAsync(AllFormats with { Formats = [FileFormat.JsonLines] });

        Assert.Equal(export.FilePaths.Append(export.ManifestPath).Order(StringComparer.Ordinal), Directory.GetFiles(_directory.Path).Order(StringComparer.Ordinal));
        Assert.Null(export.Manifest.Csv);
    }

    [Fact]
    public async Task Statistics_are_those_of_the_rows()
    {
        _sample.Fill(
        [
            new SampleValues { Id = 1, AnInteger = 0, ANumeric = -1.5m, AWideNumeric = 7_922_816_251_426_433_759.3543950335m, ADate = new DateOnly(2025, 1, 2), ADouble = 0.5, AText = "x" },
            new SampleValues { Id = 2, AnInteger = 5, ANumeric = 0m, AWideNumeric = 1, ATimestampTz = AsOf.AddMicroseconds(1), ADouble = -2 },
            new SampleValues { Id = 3 },
        ]);

        var columns = (await ExportAsync(AllFormats)).Manifest.Columns.ToDictionary(column => column.Name);

        Assert.Equal(
            [
                (1, 1, "0", "5", "5"), (1, 1, "-1.50", "0.00", "-1.50"), (1, 0, "1.0000000000", "7922816251426433759.3543950335", "7922816251426433760.3543950335"),
                (2, null, "2025-01-02", "2025-01-02", null), (2, null, "2025-03-31 00:00:00.000001+00", "2025-03-31 00:00:00.000001+00", null),
                (1, 0, "-2", "0.5", null), (2, null, null, null, null),
            ],
            new[] { "a_integer", "a_numeric", "a_wide_numeric", "a_date", "a_timestamptz", "a_double", "a_text" }
                .Select(name => columns[name])
                .Select(column => ((int)column.Nulls, (int?)column.Zeros, column.Minimum, column.Maximum, column.Sum)));
    }

    private static void AssertVerified(ExportResult export)
    {
        var verification = new FileVerifier(SampleRow.Schema).Verify(DeliveredExport.Find(export.ManifestPath));
        Assert.Empty(verification.Problems);
        Assert.Equal(export.FilePaths, verification.Files);
    }

    private static void AssertSameCells(ExportResult export, int rows, bool withJson = true)
    {
        string Of(FileFormat format) => string.Join(", ", export.Manifest.Files
            .Zip(export.FilePaths)
            .Where(file => file.First.Format == RowFormats.NameOf(format))
            .Select(file => $"'{file.Second}'"));
        var readers = new List<string> { $"read_parquet([{Of(FileFormat.Parquet)}])" };
        if (withJson)
        {
            readers.Add($"read_json([{Of(FileFormat.JsonLines)}], columns = {Columns}, format = 'newline_delimited', maximum_object_size = 100000000)");
        }

        var csv = $"read_csv([{Of(FileFormat.Csv)}], columns = {Columns}, header = true, delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false, max_line_size = 10000000, buffer_size = 40000000)";
        foreach (var reader in readers)
        {
            var both = $"with a as (from {csv}), b as (select * replace (a_jsonb::varchar as a_jsonb) from {reader})";
            Assert.Equal([$"{rows}"], Query($"{both} select count(*)::varchar from b"));
            Assert.Empty(Query($"{both} select left(d::varchar, 500) from ((from a except all from b) union all (from b except all from a)) as d order by all"));
        }
    }

    private static List<string> Query(string sql) => DuckDbMemory.Query("set TimeZone = 'UTC'", sql);

    private Task<ExportResult> ExportAsync(ExportRequest request) => _sample.ExportAsync(request with { OutputDirectory = _directory.Path });
}
