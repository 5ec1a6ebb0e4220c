using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AccountCommStats.Dictionaries;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exports;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Dictionaries;

/// <summary>The data dictionary shows all columns, whatever texts they have, and its page makes no requests.</summary>
public sealed class SpecDocsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static ExportSchema Schema => ExportCatalog.Default.Schema;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Writes_a_page_and_a_document_of_each_export()
    {
        var docs = await AcstatsProcess.RunAsync("spec", "docs", "--output", _directory.File("pages"));

        Assert.Equal((0, ""), (docs.ExitCode, docs.Error));
        Assert.Equal(
            ExportCatalog.All.SelectMany(export => new[] { $"{export.Schema.Name}.html", $"{export.Schema.Name}.md" }).Order(StringComparer.Ordinal),
            Directory.GetFiles(_directory.File("pages")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_column_has_an_anchor_its_type_and_its_meaning()
    {
        var page = DictionaryPage.Create(DataDictionary.Of(ExportCatalog.Default, sample: null));

        var entries = Regex.Matches(page, "<article id=\"([^\"]+)\">(.*?)</article>").ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        Assert.Equal(Schema.Columns.Select(column => column.Name), entries.Keys);
        Assert.All(Schema.Columns, column =>
        {
            Assert.Contains(column.Type.ToString(), entries[column.Name], StringComparison.Ordinal);
            Assert.Contains(column.Description, entries[column.Name], StringComparison.Ordinal);
            Assert.Contains(column.Definition, entries[column.Name], StringComparison.Ordinal);
            Assert.Equal(!column.IsNullable, entries[column.Name].Contains(" not null", StringComparison.Ordinal));
        });
        Assert.Contains("<h2>Email Statistics <span class=\"more\">15</span></h2>", page, StringComparison.Ordinal);
        Assert.All(ExportCatalog.Default.Query.SourceTables, table => Assert.Contains($"<code>{table.Name}</code>", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_policy_of_the_page_lets_run_what_it_came_with_and_nothing_else()
    {
        var page = DictionaryPage.Create(DataDictionary.Of(ExportCatalog.Default, sample: null));

        var script = Assert.Single(Regex.Matches(page, "<script>(.*?)</script>", RegexOptions.Singleline)).Groups[1].Value;
        var style = Assert.Single(Regex.Matches(page, "<style>(.*?)</style>", RegexOptions.Singleline)).Groups[1].Value;
        Assert.Contains($"content=\"default-src 'none'; style-src {HashOf(style)}; script-src {HashOf(script)}\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"https?:|\bsrc=|url\(|style=""| on\w+=", page);
    }

    [Fact]
    public void Texts_that_are_markup_are_shown_as_text()
    {
        const string Markup = "<script>alert(1)</script> | `a` \\ \"b\"";
        var schema = Schema with
        {
            Columns = [.. Schema.Columns.Select(column => column with { Description = Markup, Definition = Markup, Source = Markup })],
            Title = Markup,
            Grain = Markup,
        };
        var dictionary = DataDictionary.Of(ExportCatalog.Default, sample: null) with { Schema = schema };

        Assert.Single(Regex.Matches(DictionaryPage.Create(dictionary), "<script"));
        var markdown = DictionaryMarkdown.Create(dictionary);
        Assert.DoesNotContain("<script", markdown, StringComparison.Ordinal);
        Assert.All(
            markdown.Split('\n').Where(line => Regex.IsMatch(line, @"^\| \d+ ")),
            line => Assert.Equal(7, Regex.Count(line, @"(?<!\\)(\\\\)*\|")));
    }

    [Fact]
    public void Expectations_of_deliveries_are_listed()
    {
        var dictionary = DataDictionary.Of(ExportCatalog.Default, sample: null);
        dictionary = dictionary with
        {
            Schema = Schema with
            {
                Expectations =
                [
                    new(null, ExpectationCheck.Rows, 0.1m), new(null, ExpectationCheck.NullShare, 0.025m), new("total_emails", ExpectationCheck.Mean, null),
                    new("total_emails", ExpectationCheck.Maximum, 99.5m),
                ],
            },
        };
        string[] sentences =
        [
            "the delivery: rows moves by 10 % or less", "all columns: null_share moves by 2.5 points or less", "total_emails: mean is not compared", "total_emails: maximum is 99.5 or less",
        ];

        var page = DictionaryPage.Create(dictionary);
        Assert.All(sentences, sentence => Assert.Contains($"<dd>{sentence}</dd>", page, StringComparison.Ordinal));
        Assert.EndsWith("\n## Between deliveries\n\n" + string.Concat(sentences.Select(sentence => $"- {sentence}\n")), DictionaryMarkdown.Create(dictionary), StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_has_every_column_in_order()
    {
        var markdown = DictionaryMarkdown.Create(DataDictionary.Of(ExportCatalog.Default, sample: null));

        Assert.Equal(
            Schema.Columns.Select((column, i) => $"{i + 1} {column.Name}"),
            Regex.Matches(markdown, @"^\| (\d+) \| `(\w+)` \|", RegexOptions.Multiline).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}"));
    }

    [Fact]
    public async Task A_sample_shows_ranges_and_frequent_texts_and_no_key()
    {
        var source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = 50, EventsPerAccount = 20 });
        var export = await AcstatsProcess.RunAsync("export", "--source", source, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.Path);
        Assert.Equal(0, export.ExitCode);

        var docs = await AcstatsProcess.RunAsync(
            "spec", "docs", "--output", _directory.File("pages"), "--sample", Assert.Single(Directory.GetFiles(_directory.Path, "*.csv")));

        Assert.Equal((0, ""), (docs.ExitCode, docs.Error));
        var page = await File.ReadAllTextAsync(_directory.File(Path.Combine("pages", "account-communication-stats.html")));
        Assert.Matches("id=\"email_provider\".*in the sample [a-z_]+", page);
        Assert.Matches("id=\"total_emails\".*in the sample 0 to ", page);
        Assert.DoesNotMatch("id=\"account_id\".*in the sample", page);
    }

    private static string HashOf(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
}
