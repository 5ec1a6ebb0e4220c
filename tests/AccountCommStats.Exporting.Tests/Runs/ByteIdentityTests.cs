using System.Text;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;
using CsCheck;

namespace AccountCommStats.Exporting.Tests.Runs;

/// <summary>An exported file is byte for byte what PostgreSQL's COPY writes, and the same from every engine.</summary>
public sealed class ByteIdentityTests
{
    private static readonly DateTime AsOf = new(2025, 3, 31, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Writes_what_psql_writes_for_values_that_have_gone_wrong_before()
    {
        await using var sample = await PostgresSample.CreateAsync();
        await AssertSameAsPsqlAsync(sample, SampleValues.EdgeCases);
    }

    [Fact]
    public async Task Writes_what_psql_writes_for_any_values()
    {
        await using var sample = await PostgresSample.CreateAsync();
        await SampleValues.Valid.SampleAsync(rows => AssertSameAsPsqlAsync(sample, rows), iter: 25, threads: 1);
    }

    [Fact]
    public async Task Writes_a_header_alone_for_an_organization_without_rows()
    {
        await using var sample = await PostgresSample.CreateAsync();
        await AssertSameAsPsqlAsync(sample, []);
    }

    [Fact]
    public async Task Writes_the_same_cells_from_DuckDB_and_PostgreSQL()
    {
        await using var postgres = await PostgresSample.CreateAsync();
        using var duckDb = new DuckDbSample();
        using var directory = new TemporaryDirectory();
        // Leaves out rows with negative zero, because DuckDB reads the text '-0' as 0.
        var rows = SampleValues.EdgeCases.Where(row => row.ADouble is not { } number || !double.IsNegative(number) || number < 0).ToArray();
        await postgres.FillAsync(rows);
        duckDb.Fill(rows);

        var fromPostgres = await ReadWithoutTimeAsync(await postgres.ExportAsync(Request(directory)));
        var fromDuckDb = await ReadWithoutTimeAsync(await duckDb.ExportAsync(Request(directory)));

        Assert.Equal(fromPostgres, fromDuckDb);
    }

    [Fact]
    public async Task Writes_the_same_file_over_any_number_of_connections()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 20_000);
        using var directory = new TemporaryDirectory();
        var files = new List<string>();
        foreach (var connections in new[] { 1, 2, 4 })
        {
            var result = await sample.ExportAsync(Request(directory) with { Connections = connections });
            Assert.Equal(20_000, result.Manifest.Rows);
            Assert.Empty(result.Remarks);
            files.Add(await ReadWithoutTimeAsync(result));
        }

        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
    }

    private static async Task AssertSameAsPsqlAsync(PostgresSample sample, SampleValues[] rows)
    {
        using var directory = new TemporaryDirectory();
        await sample.FillAsync(rows);
        var result = await sample.ExportAsync(Request(directory));

        var expected = await sample.CopyWithPsqlAsync(result.Manifest);

        Assert.Equal(Encoding.UTF8.GetString(expected), await File.ReadAllTextAsync(result.FilePath));
        Assert.Equal(expected, await File.ReadAllBytesAsync(result.FilePath));
        Assert.Equal(rows.Length, result.Manifest.Rows);
    }

    private static async Task<string> ReadWithoutTimeAsync(ExportResult result)
    {
        var text = await File.ReadAllTextAsync(result.FilePath);
        return text.Replace($"{result.Manifest.ExtractedAt:yyyy-MM-dd HH:mm:ss.FFFFFF}", "(extracted_at)", StringComparison.Ordinal);
    }

    private static ExportRequest Request(TemporaryDirectory directory)
        => new() { OrganizationId = PostgresSample.OrganizationId, AsOf = AsOf, OutputDirectory = directory.Path, AllowEmpty = true };
}
