using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class PropertyClashTests
{
    [Theory]
    [InlineData("top_10", "top10", "Top10")]
    [InlineData("team_sent", "team__sent", "TeamSent")]
    [InlineData("team_sent", "_team_sent", "TeamSent")]
    public void Points_at_the_second_and_relates_to_the_first(string first, string second, string property)
        => DocumentAssert.FindsOne(
            DocumentRules.PropertyClash,
            Sample.WithRows($"| 2 | [|{first}|] | integer | Yes | | computed |", $"| 3 | {{|{second}|}} | integer | Yes | | computed |"),
            "would both become the property " + property);
}
