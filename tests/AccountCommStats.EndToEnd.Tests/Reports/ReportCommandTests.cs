using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.Reports;

/// <summary>The page about an export: it shows what stands out, and is safe to show to anyone.</summary>
public sealed partial class ReportCommandTests : IAsyncLifetime, IDisposable
{
    private const int BytesOfPage = 500_000;
    private const int BytesOfColumn = 2_000;

    private readonly TemporaryDirectory _directory = new();
    private string _source = "";
    private string _before = "";

    public async Task InitializeAsync()
    {
        _source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = 200, EventsPerAccount = 30 });
        _before = await ExportAsync("before");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Two_equal_exports_are_nothing_to_remark_on_but_by_themselves()
    {
        var (page, remarks) = await ReportAsync(await ExportAsync("now"), _before);

        Assert.DoesNotContain(remarks, remark => remark.Contains("previous", StringComparison.Ordinal) || remark.Contains(" it was ", StringComparison.Ordinal));
        Assert.Contains("is the export as of <time>2025-12-10</time>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_went_wrong_between_two_exports_stands_out()
    {
        await ExecuteAsync("""
            delete from ticket_comment;
            delete from ticket;
            update user_api_token set provider = 'imap' where provider = 'outlook';
            delete from customer where id % 4 = 0;
            """);

        var (page, remarks) = await ReportAsync(await ExportAsync("now"), _before);

        Assert.Contains(remarks, remark => Regex.IsMatch(remark, @"^[\d,]+ rows where the previous export had 200 \(−\d+ %\)\.$"));
        Assert.Contains("email_provider no longer has 'outlook'", remarks.First(remark => remark.StartsWith("email_provider", StringComparison.Ordinal)), StringComparison.Ordinal);
        // A column has only one remark, although more would apply.
        Assert.Matches(@"^submitted_tickets is 0 in every row that has a value; its mean was [\d.]+\.$", Assert.Single(remarks, remark => remark.StartsWith("submitted_tickets", StringComparison.Ordinal)));
        Assert.StartsWith("last_ticket_opened_date had values in ", Assert.Single(remarks, remark => remark.StartsWith("last_ticket_opened_date", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Matches(@"\d+ things need a look before you pass this on\.", page);
    }

    [Fact]
    public async Task One_account_that_has_most_of_a_total_is_named()
    {
        await ExecuteAsync("update email_prop set customer_id = (select min(id) from customer where organization_id = 1) where organization_id = 1 and id % 2 = 0");

        var (_, remarks) = await ReportAsync(await ExportAsync("now"), against: null);

        Assert.Contains(remarks, remark => Regex.IsMatch(remark, @"^total_emails has \d+ % of its total in one row: \d+ \("));
    }

    [Fact]
    public async Task The_page_is_the_same_for_the_same_export_and_asks_for_nothing()
    {
        var (first, _) = await ReportAsync(_before, against: null);
        var (second, _) = await ReportAsync(_before, against: null);

        Assert.Equal(first, second);
        Assert.InRange(first.Length, 1, BytesOfPage + (52 * BytesOfColumn));
        Assert.Contains("default-src 'none'", first, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", first, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"https?:|\bsrc=|url\(|style=""", first);
        Assert.DoesNotContain(_directory.Path, first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_chart_says_in_words_what_it_shows_and_has_a_table()
    {
        var (page, _) = await ReportAsync(_before, against: null);

        var charts = Chart().Matches(page).Select(match => XElement.Parse(match.Value)).ToList();
        Assert.True(charts.Count > 40, $"{charts.Count} charts");
        Assert.All(charts, chart =>
        {
            Assert.Equal("img", chart.Attribute("role")?.Value);
            Assert.StartsWith("Distribution of ", chart.Element("title")?.Value, StringComparison.Ordinal);
            Assert.StartsWith("From ", chart.Element("desc")?.Value, StringComparison.Ordinal);
        });
        Assert.Equal(charts.Count, Regex.Count(page, "<details><summary>Table</summary>"));
        var identifiers = Regex.Matches(page, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(identifiers.Distinct(), identifiers);
        Assert.All(Regex.Matches(page, "href=\"#([^\"]+)\"").Select(match => match.Groups[1].Value), target => Assert.Contains(target, identifiers));
    }

    [Fact]
    public async Task A_text_that_is_markup_is_shown_as_text()
    {
        await ExecuteAsync("update user_api_token set provider = '<script>alert(1)</script>' where provider = 'outlook'");

        var (page, _) = await ReportAsync(await ExportAsync("now"), _before);

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_file_that_is_not_as_its_manifest_says_is_refused_and_no_page_written()
    {
        var text = await File.ReadAllTextAsync(_before);
        await File.WriteAllTextAsync(_before, text[..text.LastIndexOf('\n', text.Length - 2)] + "\n");

        var report = await AcstatsProcess.RunAsync("report", _before);

        Assert.Equal(3, report.ExitCode);
        Assert.Contains("does not match its manifest or specification", report.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_before)!, "*.html"));
    }

    [Fact]
    public async Task A_page_does_not_take_the_place_of_a_device_or_a_FIFO()
    {
        var fifo = _directory.File("fifo");
        using (var process = System.Diagnostics.Process.Start("mkfifo", [fifo]))
        {
            await process.WaitForExitAsync();
        }

        var report = await AcstatsProcess.RunAsync("report", _before, "--output", fifo);

        Assert.Equal(6, report.ExitCode);
        Assert.Contains($"'{fifo}' cannot be written: it is a FIFO, and writing would replace it.", report.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(fifo) && new FileInfo(fifo).Length > 0);
    }

    [Fact]
    public async Task Exports_of_two_organizations_are_not_compared()
    {
        await ExecuteAsync("update customer set organization_id = 2 where organization_id = 1");
        var other = await AcstatsProcess.RunAsync(
            "export", "--source", _source, "--organization", "2", "--as-of", "2025-12-10", "--output", _directory.File("before"), "--json");
        var file = JsonDocument.Parse(other.Output).RootElement.GetProperty("organizations")[0].GetProperty("file").GetString()!;

        var report = await AcstatsProcess.RunAsync("report", file, "--against", _before);

        Assert.Equal(4, report.ExitCode);
        Assert.Contains("Compare two exports of one organization.", report.Error, StringComparison.Ordinal);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new DuckDBConnection($"Data Source={_source}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> ExportAsync(string folder)
    {
        Directory.CreateDirectory(_directory.File(folder));
        var export = await AcstatsProcess.RunAsync(
            "export", "--source", _source, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.File(folder), "--json");
        Assert.Equal(0, export.ExitCode);
        return JsonDocument.Parse(export.Output).RootElement.GetProperty("organizations")[0].GetProperty("file").GetString()!;
    }

    private async Task<(string Page, IReadOnlyList<string> Remarks)> ReportAsync(string file, string? against)
    {
        var report = await AcstatsProcess.RunAsync(["report", file, "--output", _directory.File("page.html"), "--json", .. against is null ? (string[])[] : ["--against", against]]);
        Assert.Equal((0, ""), (report.ExitCode, report.Error));
        var remarks = JsonDocument.Parse(report.Output).RootElement.GetProperty("remarks").EnumerateArray()
            .Select(remark => $"{remark.GetProperty("column").GetString()} {remark.GetProperty("text").GetString()}".TrimStart());
        return (await File.ReadAllTextAsync(_directory.File("page.html")), [.. remarks]);
    }

    [GeneratedRegex("<svg class=\"chart\".*?</svg>")]
    private static partial Regex Chart();
}
