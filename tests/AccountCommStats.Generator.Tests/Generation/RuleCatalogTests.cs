using AccountCommStats.Generator;
using AccountCommStats.Specs;

namespace AccountCommStats.Tests.Generation;

/// <summary>What belongs to a rule beside its code: an id of its own, a page, a row in the release files.</summary>
public sealed class RuleCatalogTests
{
    private static readonly Rule[] AllRules = [.. Rules.All, .. BuildRules.All];

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
    public void Every_page_belongs_to_a_rule()
        => Assert.Equal(
            AllRules.Select(rule => rule.Id).Order(StringComparer.Ordinal),
            Directory.GetFiles(Repository.PathOf("docs", "rules"), "ACS*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void The_release_files_list_every_rule_with_its_severity()
    {
        var rows = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(name => File.ReadLines(Repository.PathOf("generator", "AccountCommStats.Generator", name)))
            .Where(line => line.StartsWith("ACS", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            AllRules.OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => $"{rule.Id} | {RuleDescriptors.Category} | {rule.Severity} | {rule.Title}"),
            rows);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_links_to_its_page(string id)
        => Assert.EndsWith($"docs/rules/{id}.md", RuleDescriptors.Of(AllRules.Single(rule => rule.Id == id)).HelpLinkUri, StringComparison.Ordinal);
}
