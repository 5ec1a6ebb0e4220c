using System.Text.Json;
using AccountCommStats.Exporting;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary><c>acstats verify</c> on files that <c>acstats export</c> published.</summary>
public sealed class VerifyCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private ExportResult _export = null!;

    public async Task InitializeAsync()
    {
        var database = _directory.File("sample.duckdb");
        var options = new SampleOptions { OrganizationId = 42, Accounts = 40, EventsPerAccount = 20 };
        await SampleSeeder.SeedAsync(database, options);
        await using var source = ExportSource.Open(database);
        var request = new ExportRequest { OrganizationId = 42, AsOf = options.AsOf, OutputDirectory = _directory.Path };
        _export = await new Exporter<AccountCommunicationStats>(source).ExportAsync(request, progress: null, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_published_file_is_good_by_its_own_name_and_by_its_manifest()
    {
        var result = await AcstatsProcess.RunAsync("verify", _export.FilePath, _export.ManifestPath);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(2, result.Output.Split($"{_export.FilePath}: good (40 rows").Length - 1);
    }

    [Fact]
    public async Task A_spoiled_file_gives_exit_code_5_and_the_place()
    {
        var lines = await File.ReadAllLinesAsync(_export.FilePath);
        lines[7] = lines[7].Replace(lines[7].Split(',')[0] + ",", "x,", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_export.FilePath, string.Join('\n', lines) + "\n");

        var result = await AcstatsProcess.RunAsync("verify", _export.FilePath);

        Assert.Equal(5, result.ExitCode);
        Assert.StartsWith($"{_export.FilePath}:8: field 1 (account_id): 'x' is no bigint", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_gives_exit_code_3_and_the_others_are_verified()
    {
        var result = await AcstatsProcess.RunAsync("verify", _directory.File("none.csv"), _export.FilePath);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("There is no file", result.Error, StringComparison.Ordinal);
        Assert.Contains("good (40 rows", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_an_unknown_export_gives_exit_code_4()
    {
        var file = _directory.File("strange.csv");
        await File.WriteAllTextAsync(file, "a,b\n");

        var result = await AcstatsProcess.RunAsync("verify", file);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("Known: account-communication-stats", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_tells_each_problem_with_its_place()
    {
        File.Delete(_export.ManifestPath);

        var result = await AcstatsProcess.RunAsync("verify", _export.FilePath, "--json");

        Assert.Equal(5, result.ExitCode);
        var verification = Assert.Single(JsonDocument.Parse(result.Output).RootElement.EnumerateArray());
        Assert.Equal(40, verification.GetProperty("rows").GetInt64());
        Assert.False(verification.GetProperty("isGood").GetBoolean());
        Assert.Equal(_export.ManifestPath, Assert.Single(verification.GetProperty("problems").EnumerateArray()).GetProperty("file").GetString());
    }
}
