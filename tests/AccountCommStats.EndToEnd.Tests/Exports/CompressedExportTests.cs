using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Files that are compressed while they are written.</summary>
public sealed class CompressedExportTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private string _source = "";

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_directory.File("out"));
        _source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = 300, EventsPerAccount = 10 });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("gzip", ".csv.gz")]
    [InlineData("zstd", ".csv.zst")]
    public async Task Hold_the_rows_of_the_plain_file_and_take_its_place(string compression, string extension)
    {
        var plain = await ExportAsync("none");
        var kept = _directory.File("plain.csv");
        File.Copy(plain, kept);

        var compressed = await ExportAsync(compression);

        Assert.EndsWith(extension, compressed, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(_directory.File("out")).Length);
        Assert.Equal(compression, Assert.Single(ExportManifest.Parse(await File.ReadAllBytesAsync(ManifestOf(compressed))).Files).Compression);
        Assert.Equal((300L, 0L), await CompareAsync(kept, compressed));
        Assert.InRange(new FileInfo(compressed).Length, 1, new FileInfo(kept).Length / 2);

        var verification = await AcstatsProcess.RunAsync("verify", compressed);
        Assert.Equal((0, ""), (verification.ExitCode, verification.Error));
        Assert.Contains($" bytes, compressed with {compression})", verification.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_resumed_in_their_compression_only()
    {
        await ExportAsync("zstd");

        Assert.Equal((1, 0), await ResumeAsync("zstd"));
        Assert.Equal((0, 1), await ResumeAsync("gzip"));
        Assert.Equal((1, 0), await ResumeAsync("gzip"));
    }

    [Fact]
    public async Task That_have_the_wrong_name_are_told()
    {
        var compressed = await ExportAsync("gzip");
        var renamed = compressed[..^".gz".Length];
        File.Move(compressed, renamed);

        var verification = await AcstatsProcess.RunAsync("verify", renamed);

        Assert.Equal(5, verification.ExitCode);
        Assert.Contains($"the name of the file should be '{Path.GetFileName(compressed)}'; it is '{Path.GetFileName(renamed)}'", verification.Output, StringComparison.Ordinal);
        Assert.Contains("300 rows", verification.Output, StringComparison.Ordinal);
    }

    private static string ManifestOf(string path) => path[..path.IndexOf(".csv", StringComparison.Ordinal)] + ".manifest.json";

    private string[] CommandLine(string compression)
        => ["export", "--source", _source, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.File("out"), "--compression", compression, "--json"];

    private async Task<string> ExportAsync(string compression)
    {
        var export = await AcstatsProcess.RunAsync(CommandLine(compression));
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        return JsonDocument.Parse(export.Output).RootElement.GetProperty("organizations")[0].GetProperty("file").GetString()!;
    }

    private async Task<(int Skipped, int Delivered)> ResumeAsync(string compression)
    {
        var export = await AcstatsProcess.RunAsync([.. CommandLine(compression), "--resume"]);
        var root = JsonDocument.Parse(export.Output).RootElement;
        return (root.GetProperty("skipped").GetInt32(), root.GetProperty("delivered").GetInt32());
    }

    /// <summary>Uses DuckDB to count the rows of the compressed file, and the rows that only one of the two files has.</summary>
    private static async Task<(long Rows, long Differences)> CompareAsync(string plain, string compressed)
    {
        await using var connection = new DuckDBConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            create macro rows_of(file) as table select * exclude (extracted_at) from read_csv(file, header = true, all_varchar = true, allow_quoted_nulls = false);
            select
              (select count(*) from rows_of('{compressed}')),
              (select count(*) from ((from rows_of('{plain}') except from rows_of('{compressed}')) union all (from rows_of('{compressed}') except from rows_of('{plain}'))))
            """;
        await using var reader = await command.ExecuteReaderAsync();
        while (!await reader.ReadAsync())
        {
            await reader.NextResultAsync();
        }

        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
