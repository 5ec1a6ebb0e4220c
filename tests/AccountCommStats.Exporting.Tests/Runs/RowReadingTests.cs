using System.Globalization;
using System.Text;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;
using Sylvan.Data.Csv;

namespace AccountCommStats.Exporting.Tests.Runs;

/// <summary>Rows that the exporter returns as objects instead of writing them to a file.</summary>
public sealed class RowReadingTests
{
    private static readonly RowRequest Request = new()
    {
        OrganizationId = PostgresSample.OrganizationId,
        AsOf = new DateTime(2025, 3, 31, 0, 0, 0, DateTimeKind.Utc),
    };

    [Fact]
    public async Task Have_the_values_of_the_file_on_PostgreSQL()
    {
        await using var sample = await PostgresSample.CreateAsync();
        await sample.FillAsync(SampleValues.EdgeCases);

        await AssertLikeFileAsync(sample.Database.Uri);
    }

    [Fact]
    public async Task Have_the_values_of_the_file_on_DuckDB()
    {
        using var sample = new DuckDbSample();
        sample.Fill(SampleValues.EdgeCases);

        await AssertLikeFileAsync(sample.Path);
    }

    [Fact]
    public async Task End_with_the_violations_and_without_a_row_after_the_first()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 10);
        await sample.Database.ExecuteAsync("update sample set a_required = null where id in (4, 7)");
        await using var source = ExportSource.Open(sample.Database.Uri);
        var ids = new List<long>();

        var exception = await Assert.ThrowsAsync<ViolationsException>(() => ReadIdsAsync(source, Request, ids));

        Assert.Equal([1, 2, 3], ids);
        Assert.Equal(["4", "7"], exception.Violations.Select(violation => violation.Key));
        Assert.Equal(["4"], (await Assert.ThrowsAsync<ViolationsException>(() => ReadIdsAsync(source, Request with { MaxViolations = 1 }, [])))
            .Violations.Select(violation => violation.Key));
    }

    [Fact]
    public async Task Of_an_organization_without_any_are_a_failure_unless_that_is_allowed()
    {
        await using var sample = await PostgresSample.CreateAsync();
        await using var source = ExportSource.Open(sample.Database.Uri);

        await Assert.ThrowsAsync<EmptyOrganizationException>(() => ReadIdsAsync(source, Request, []));
        var ids = new List<long>();
        await ReadIdsAsync(source, Request with { AllowEmpty = true }, ids);

        Assert.Empty(ids);
    }

    [Fact]
    public async Task May_be_left_before_the_end()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 100_000);
        await using var source = ExportSource.Open(sample.Database.Uri);

        await foreach (var row in new Exporter<SampleRow>(source).ReadAsync(Request))
        {
            if (row.Id == 3)
            {
                break;
            }
        }

        var ids = new List<long>();
        await ReadIdsAsync(source, Request, ids);
        Assert.Equal(Enumerable.Range(1, 100_000).Select(id => (long)id), ids);
    }

    private static async Task ReadIdsAsync(IExportSource source, RowRequest request, List<long> ids)
    {
        await foreach (var row in new Exporter<SampleRow>(source).ReadAsync(request))
        {
            ids.Add(row.Id);
        }
    }

    private static async Task AssertLikeFileAsync(string address)
    {
        using var directory = new TemporaryDirectory();
        await using var source = ExportSource.Open(address);
        var request = new ExportRequest { OrganizationId = Request.OrganizationId, AsOf = Request.AsOf, OutputDirectory = directory.Path };
        var export = await new Exporter<SampleRow>(source).ExportAsync(request);
        await using var file = await CsvDataReader.CreateAsync(export.FilePath, new CsvDataReaderOptions { MaxBufferSize = 16 * 1024 * 1024 });
        var (numeric, wide) = (file.GetOrdinal("a_numeric"), file.GetOrdinal("a_wide_numeric"));
        var lines = new StringBuilder();

        await foreach (var row in new Exporter<SampleRow>(source).ReadAsync(Request))
        {
            Assert.True(await file.ReadAsync());
            Assert.Equal(file.GetString(numeric), Convert.ToString(row.ANumeric, CultureInfo.InvariantCulture) ?? "");
            Assert.Equal(
                file.GetString(wide).TrimEnd('0').TrimEnd('.'),
                (Convert.ToString(row.AWideNumeric, CultureInfo.InvariantCulture) ?? "").TrimEnd('0').TrimEnd('.'));
            // These rows come from a later snapshot than the file, so their timestamps are replaced with those of the file.
            Assert.Equal(row.ExtractedAtValue, row.DataAsOf);
            lines.Append(Written(row with { ExtractedAtValue = export.Manifest.ExtractedAt, DataAsOf = export.Manifest.ExtractedAt }));
        }

        Assert.Equal((await File.ReadAllTextAsync(export.FilePath)).Split('\n', 2)[1], lines.ToString());
    }

    private static string Written(SampleRow row)
    {
        using var buffer = new OutputBuffer(capacity: 4096);
        var writer = new CsvFieldWriter(buffer, SampleRow.Schema.Columns.Length);
        SampleRow.Write(in row, ref writer);
        writer.EndRow();
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
