using System.Diagnostics;
using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
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
        var options = new SampleOptions { OrganizationId = 42, Accounts = 40, EventsPerAccount = 20 };
        await using var source = ExportSource.Open(await SeededDatabase.CreateFileAsync(_directory, options));
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
        Assert.StartsWith($"{_export.FilePath}:8: field 1 (account_id): 'x' is not a valid bigint", result.Output, StringComparison.Ordinal);
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
    public async Task An_export_that_only_the_file_name_knows_is_verified_and_the_manifest_blamed()
    {
        var manifest = await File.ReadAllTextAsync(_export.ManifestPath);
        await File.WriteAllTextAsync(
            _export.ManifestPath, manifest.Replace("\"export\": \"account-communication-stats\"", "\"export\": \"elsewhere\"", StringComparison.Ordinal));

        var result = await AcstatsProcess.RunAsync("verify", _export.FilePath);

        Assert.Equal(5, result.ExitCode);
        Assert.Contains("'export' is 'elsewhere'", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_file_has_an_entry_whatever_is_wrong_with_another()
    {
        var manifest = await File.ReadAllTextAsync(_export.ManifestPath);
        var nullColumn = Copy("null", manifest.Replace("\"columns\": [", "\"columns\": [null, ", StringComparison.Ordinal));
        var folder = Directory.CreateDirectory(_directory.File("folder.csv")).FullName;
        string[] paths = [nullColumn, folder, _directory.File("none.csv"), _export.FilePath];

        var text = await AcstatsProcess.RunAsync(["verify", .. paths]);
        var json = await AcstatsProcess.RunAsync(["verify", "--json", .. paths]);

        Assert.Equal((3, 3), (text.ExitCode, json.ExitCode));
        Assert.Contains($"{nullColumn}: 1 problem (40 rows", text.Output, StringComparison.Ordinal);
        Assert.Contains($"{folder}: not verified\n", text.Output, StringComparison.Ordinal);
        Assert.Contains($"error: '{folder}' is a folder. Name a file in it: one with rows, or a manifest.\n", text.Error, StringComparison.Ordinal);
        Assert.Contains($"{_export.FilePath}: good (40 rows", text.Output, StringComparison.Ordinal);
        var entries = JsonDocument.Parse(json.Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(paths, entries.Select(entry => entry.GetProperty("file").GetString()));
        Assert.Equal([false, false, false, true], entries.Select(entry => entry.GetProperty("is_good").GetBoolean()));
        Assert.Equal([false, true, true, false], entries.Select(entry => entry.GetProperty("error").ValueKind == JsonValueKind.String));
    }

    [Theory]
    [InlineData("it is a symbolic link")]
    [InlineData("it is a FIFO")]
    [InlineData("it has 2 names (hard links)")]
    public async Task A_manifest_that_is_no_plain_file_is_not_read(string fault)
    {
        var elsewhere = _directory.File("elsewhere.json");
        File.Move(_export.ManifestPath, elsewhere);
        using var process = fault switch
        {
            "it is a FIFO" => Process.Start("mkfifo", [_export.ManifestPath]),
            "it is a symbolic link" => Process.Start("ln", ["-s", elsewhere, _export.ManifestPath]),
            _ => Process.Start("ln", [elsewhere, _export.ManifestPath]),
        };
        await process.WaitForExitAsync();

        var result = await AcstatsProcess.RunAsync("verify", _export.FilePath);

        Assert.Equal((3, $"{_export.FilePath}: not verified\n"), (result.ExitCode, result.Output));
        Assert.StartsWith($"error: '{_export.ManifestPath}' cannot be read: {fault}.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_the_user_names_may_be_a_link()
    {
        var link = Path.Combine(Directory.CreateDirectory(_directory.File("links")).FullName, Path.GetFileName(_export.FilePath));
        File.CreateSymbolicLink(link, _export.FilePath);
        File.Copy(_export.ManifestPath, Path.Combine(_directory.File("links"), Path.GetFileName(_export.ManifestPath)));

        Assert.Equal(0, (await AcstatsProcess.RunAsync("verify", link)).ExitCode);
    }

    [Fact]
    public async Task No_name_in_a_file_forges_a_line_or_steers_the_terminal()
    {
        const string evil = "\u001b]0;owned\u0007\u009b2J\r\n/etc/passwd: good (1 rows, 1 bytes)\u202egnp.\u2028";
        var header = (await File.ReadAllTextAsync(_export.FilePath)).Replace("total_emails", $"\"{evil}\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_export.FilePath, header);
        var manifest = await File.ReadAllTextAsync(_export.ManifestPath);
        await File.WriteAllTextAsync(
            _export.ManifestPath, manifest.Replace("\"dialect\": \"duckdb\"", $"\"dialect\": {JsonSerializer.Serialize(evil)}", StringComparison.Ordinal));

        var text = await AcstatsProcess.RunAsync("verify", _export.FilePath);
        var json = await AcstatsProcess.RunAsync("verify", "--json", _export.FilePath);

        const string shown = "\\u001b]0;owned\\u0007\\u009b2J\\r\\n/etc/passwd: good (1 rows, 1 bytes)\\u202egnp.\\u2028";
        Assert.Contains($"the specification has no column '{shown}'", text.Output, StringComparison.Ordinal);
        Assert.Contains($"'dialect' is '{shown}'", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Everything, character => character != '\n' && (char.IsControl(character) || character is '\u202e' or '\u2028'));
        Assert.All(text.Output.TrimEnd('\n').Split('\n'), line => Assert.True(
            line.StartsWith(_directory.Path, StringComparison.Ordinal) || line.StartsWith("  not verifiable", StringComparison.Ordinal), line));
        Assert.Contains(
            JsonDocument.Parse(json.Output).RootElement[0].GetProperty("problems").EnumerateArray(),
            problem => problem.GetProperty("message").GetString()!.Contains($"'dialect' is '{evil}'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_tells_each_problem_with_its_place()
    {
        File.Delete(_export.ManifestPath);

        var result = await AcstatsProcess.RunAsync("verify", _export.FilePath, "--json");

        Assert.Equal(5, result.ExitCode);
        var verification = Assert.Single(JsonDocument.Parse(result.Output).RootElement.EnumerateArray());
        Assert.Equal(40, verification.GetProperty("rows").GetInt64());
        Assert.False(verification.GetProperty("is_good").GetBoolean());
        Assert.Equal(_export.ManifestPath, Assert.Single(verification.GetProperty("problems").EnumerateArray()).GetProperty("file").GetString());
    }

    /// <summary>Copies the export into another folder, with another manifest.</summary>
    private string Copy(string folder, string manifest)
    {
        var path = Directory.CreateDirectory(_directory.File(folder)).FullName;
        File.WriteAllText(Path.Combine(path, Path.GetFileName(_export.ManifestPath)), manifest);
        var data = Path.Combine(path, Path.GetFileName(_export.FilePath));
        File.Copy(_export.FilePath, data);
        return data;
    }
}
