using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Reports;

/// <summary><c>export --report</c> writes a report beside the files that it is about, or writes none.</summary>
public sealed class ReportAfterExportTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _output = new();
    private string _source = "";

    public async Task InitializeAsync() => _source = await SeededDatabase.CreateFileAsync(
        _directory,
        new SampleOptions { OrganizationId = 1, Accounts = 20, EventsPerAccount = 10 },
        new SampleOptions { OrganizationId = 2, Accounts = 20, EventsPerAccount = 10 });

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _directory.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task Each_organization_has_its_report_until_its_files_are_replaced()
    {
        var export = await ExportAsync("--all-organizations", "--report");

        Assert.Equal(0, export.ExitCode);
        var pages = OrganizationsOf(export).Select(organization => organization.GetProperty("report").GetString()!).ToList();
        Assert.Equal(Names("*.report.html"), pages.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var (page, id) in pages.Zip([1, 2]))
        {
            Assert.Contains($"<h1>Organization {id} ", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(page) == File.GetUnixFileMode(page.Replace(".report.html", ".csv", StringComparison.Ordinal)));
        }

        var same = await AcstatsProcess.RunAsync("report", pages[0].Replace(".report.html", ".csv", StringComparison.Ordinal), "--output", _directory.File("same.html"));
        Assert.Equal(0, same.ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(_directory.File("same.html")), await File.ReadAllTextAsync(pages[0]));

        // The next export removes the partial report of a killed exporter, and also the report of the files that it replaces.
        await File.WriteAllTextAsync(_output.File($".{Path.GetFileName(pages[0])}.abcdefgh.ijk.tmp"), "<!DOCTYPE");
        Assert.Equal(0, (await ExportAsync("--organization", "1")).ExitCode);

        Assert.Equal([Path.GetFileName(pages[1])], Names("*.html*"));

        // The reports are missing, as after a run that ended before it wrote them.
        var resumed = await ExportAsync("--all-organizations", "--resume", "--report");

        Assert.Equal(["skipped", "skipped"], OrganizationsOf(resumed).Select(organization => organization.GetProperty("outcome").GetString()));
        Assert.Equal(pages.Select(Path.GetFileName), Names("*.html*"));
    }

    [Theory]
    [InlineData("csv,parquet,jsonl", "--split-rows", "7")]
    [InlineData("parquet", "--compression", "zstd")]
    public async Task Files_of_any_layout_have_one_report(string formats, string option, string value)
    {
        var export = await AcstatsProcess.RunAsync(
            "export", "--source", _source, "--organization", "1", "--as-of", "2025-12-10", "--output", _output.Path, "--report", "--format", formats, option, value);

        Assert.Equal(0, export.ExitCode);
        var page = Assert.Single(Names("*.html"));
        Assert.Equal("account-communication-stats.org-1.20251210T000000Z.report.html", page);
        Assert.EndsWith($"/{page}\n", export.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_stays_published_where_its_report_cannot_be_written()
    {
        Assert.Equal(0, (await ExportAsync("--organization", "1")).ExitCode);
        var page = _output.File("account-communication-stats.org-1.20251210T000000Z.report.html");
        Directory.CreateDirectory(page);

        var export = await ExportAsync("--organization", "1", "2", "--resume", "--report");

        Assert.Equal(6, export.ExitCode);
        var organizations = OrganizationsOf(export);
        Assert.Equal(["skipped", "delivered"], organizations.Select(organization => organization.GetProperty("outcome").GetString()));
        Assert.Equal([null, page.Replace("org-1.", "org-2.", StringComparison.Ordinal)], organizations.Select(organization => organization.GetProperty("report").GetString()));
        foreach (var told in new[] { export.Error, organizations[0].GetProperty("error").GetString()! })
        {
            Assert.Contains($"the export is published, but its report '{page}' was not written: ", told, StringComparison.Ordinal);
            Assert.DoesNotContain("othing was published", told, StringComparison.Ordinal);
        }

        Assert.Equal([".csv", ".csv", ".html", ".json", ".json"], Directory.GetFiles(_output.Path).Select(Path.GetExtension).Order());

        // An export fails at once if something blocks its report.
        var refused = await ExportAsync("--organization", "1");
        Assert.Equal(6, refused.ExitCode);
        Assert.Contains($"'{page}' cannot be written: there is a folder of that name.", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_export_of_a_set_has_its_report()
    {
        var export = await ExportAsync("--export", "account-core,account-communication-stats", "--organization", "1", "--report");

        Assert.Equal(0, export.ExitCode);
        var organization = Assert.Single(OrganizationsOf(export));
        Assert.Equal(JsonValueKind.Null, organization.GetProperty("report").ValueKind);
        Assert.Equal(Names("*.html").Order(StringComparer.Ordinal), organization.GetProperty("exports").EnumerateArray().Select(each => Path.GetFileName(each.GetProperty("report").GetString()!)).Order(StringComparer.Ordinal));
        Assert.Equal(2, Names("*.html").Count());
        Assert.Equal(0, (await AcstatsProcess.RunAsync("verify", Assert.Single(Directory.GetFiles(_output.Path, "*.set.json")))).ExitCode);
    }

    [Fact]
    public async Task The_newest_earlier_export_with_rows_is_compared_with()
    {
        const string Line = "is the export as of <time>2025-12-03</time>";
        foreach (var asOf in new[] { "2025-11-26", "2025-12-03" })
        {
            var earlier = await AcstatsProcess.RunAsync("export", "--source", _source, "--all-organizations", "--as-of", asOf, "--output", _output.Path);
            Assert.Equal(0, earlier.ExitCode);
        }

        var export = await ExportAsync("--all-organizations", "--report", "--against", _output.Path);

        Assert.Equal(0, export.ExitCode);
        var pages = OrganizationsOf(export).Select(organization => organization.GetProperty("report").GetString()!).ToList();
        Assert.All(pages, page => Assert.Contains(Line, File.ReadAllText(page), StringComparison.Ordinal));
        var file = pages[0].Replace(".report.html", ".csv", StringComparison.Ordinal);
        Assert.Equal(0, (await AcstatsProcess.RunAsync("report", file, "--against", _output.Path, "--output", _directory.File("same.html"))).ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(_directory.File("same.html")), await File.ReadAllTextAsync(pages[0]));

        // A manifest without its files is enough to compare figures, but not for a report.
        foreach (var asOf in new[] { "20251126", "20251203" })
        {
            File.Delete(_output.File($"account-communication-stats.org-1.{asOf}T000000Z.csv"));
        }

        Assert.Equal(0, (await ExportAsync("--all-organizations", "--report", "--against", _output.Path)).ExitCode);
        Assert.DoesNotContain("is the export as of", await File.ReadAllTextAsync(pages[0]), StringComparison.Ordinal);
        Assert.Contains(Line, await File.ReadAllTextAsync(pages[1]), StringComparison.Ordinal);
        var refused = await AcstatsProcess.RunAsync("report", file, "--against", _output.Path);
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains(
            $"'{_output.Path}' has no account-communication-stats of organization 1 before 2025-12-10 00:00:00 UTC, or its files are no longer there. Name another folder, or a file.", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_gets_no_report_and_the_command_line_says_so()
    {
        var export = await AcstatsProcess.RunAsync("export", "--source", _source, "--organization", "1", "--output", "s3://deliveries/crm", "--report");

        Assert.Equal((2, ""), (export.ExitCode, export.Output));
        Assert.Contains("--report is not for object storage", export.Error, StringComparison.Ordinal);
    }

    private Task<AcstatsResult> ExportAsync(params string[] options)
        => AcstatsProcess.RunAsync(["export", "--source", _source, "--as-of", "2025-12-10", "--output", _output.Path, "--json", .. options]);

    private static List<JsonElement> OrganizationsOf(AcstatsResult export) => [.. JsonDocument.Parse(export.Output).RootElement.GetProperty("organizations").EnumerateArray()];

    private IEnumerable<string> Names(string pattern)
        => Directory.GetFiles(_output.Path, pattern, new EnumerationOptions { AttributesToSkip = 0 }).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);
}
