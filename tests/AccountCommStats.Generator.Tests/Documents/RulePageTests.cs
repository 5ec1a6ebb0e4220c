using AccountCommStats.Specs;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Tests.Documents;

/// <summary>The pages about the document rules, whose examples are checked.</summary>
public class RulePageTests
{
    public static TheoryData<string> Ids => [.. DocumentRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_with_its_title_and_severity(string id)
    {
        var rule = RuleOf(id);
        var page = ReadPage(id);

        Assert.StartsWith($"# {id}: {rule.Title}\n\nSeverity: {rule.Severity.ToString().ToLowerInvariant()}\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bad_example_has_this_one_finding(string id)
        => Assert.Equal([id], DocumentAssert.Read(ReadExample(id, "Bad")).Findings.Select(finding => finding.Rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_good_example_has_none(string id) => DocumentAssert.IsClean(ReadExample(id, "Good"));

    [Fact]
    public void Ids_are_unique_and_in_order_and_belong_to_documents()
    {
        var ids = DocumentRules.All.Select(rule => rule.Id).ToList();

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.InRange(int.Parse(id[3..], System.Globalization.CultureInfo.InvariantCulture), 1, 39));
        Assert.Subset(Rules.All.ToHashSet(), DocumentRules.All.ToHashSet());
    }

    private static Rule RuleOf(string id) => DocumentRules.All.Single(rule => rule.Id == id);

    private static string ReadPage(string id) => Repository.ReadText("docs", "rules", id + ".md").ReplaceLineEndings("\n");

    private static string ReadExample(string id, string heading)
    {
        var page = ReadPage(id);
        var start = page.IndexOf("````markdown\n", page.IndexOf($"## {heading}\n", StringComparison.Ordinal), StringComparison.Ordinal) + "````markdown\n".Length;
        return page[start..page.IndexOf("\n````", start, StringComparison.Ordinal)] + "\n";
    }
}
