using AccountCommStats.Generator.Diagnostics;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Tests.Generation;

/// <summary>What each rule has besides its implementation: a unique id, a page, a row in the release files.</summary>
public sealed class RuleCatalogTests
{
    private static readonly Rule[] AllRules = [.. Rules.All, .. BuildRules.All];

    /// <summary>The ids of retired rules. Their pages name the replacements.</summary>
    private static readonly string[] Retired = ["ACS054"];

    public static TheoryData<string> Ids() => new(AllRules.Select(rule => rule.Id));

    [Fact]
    public void No_two_rules_share_an_id()
        => Assert.Equal(AllRules.Length, AllRules.Select(rule => rule.Id).Distinct().Count());

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page_with_a_bad_and_a_good_example(string id)
    {
        var rule = AllRules.Single(rule => rule.Id == id);
        var path = Repository.PathOf("docs", "rules", id + ".md");
        Assert.True(File.Exists(path), $"{id} has no page: write {path}.");

        var page = File.ReadAllText(path);

        Assert.StartsWith($"# {id}: {rule.Title}", page, StringComparison.Ordinal);
        Assert.Contains("## Bad", page, StringComparison.Ordinal);
        Assert.Contains("## Good", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_id_of_a_retired_rule_is_used_no_more_and_its_page_says_so()
        => Assert.All(Retired, id =>
        {
            Assert.DoesNotContain(AllRules, rule => rule.Id == id);
            Assert.StartsWith($"# {id}: Retired", Repository.ReadText("docs", "rules", id + ".md"), StringComparison.Ordinal);
        });

    [Fact]
    public void Every_page_belongs_to_a_rule()
        => Assert.Equal(
            AllRules.Select(rule => rule.Id).Concat(Retired).Order(StringComparer.Ordinal),
            Directory.GetFiles(Repository.PathOf("docs", "rules"), "ACS*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void The_release_files_list_every_rule_with_its_severity()
    {
        var lines = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(name => File.ReadLines(Repository.PathOf("generator", "AccountCommStats.Generator", name))).ToList();

        Assert.Equal(
            AllRules.OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => $"{rule.Id} | {RuleDescriptors.Category} | {rule.Severity} | {rule.Title}"),
            lines.Where(line => line.StartsWith("ACS", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(Retired, lines.Where(line => line.StartsWith("; ACS", StringComparison.Ordinal)).Select(line => line[2..8]));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_links_to_its_page(string id)
        => Assert.EndsWith($"docs/rules/{id}.md", RuleDescriptors.Of(AllRules.Single(rule => rule.Id == id)).HelpLinkUri, StringComparison.Ordinal);
}
