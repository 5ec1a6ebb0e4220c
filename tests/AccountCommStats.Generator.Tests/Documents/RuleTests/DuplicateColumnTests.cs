using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class DuplicateColumnTests
{
    [Theory]
    [InlineData("total")]
    [InlineData("TOTAL")]
    public void Points_at_the_second_and_relates_to_the_first(string second)
        => DocumentAssert.FindsOne(
            DocumentRules.DuplicateColumn,
            Sample.WithRows("| 2 | [|total|] | integer | Yes | | computed |", "| 3 | other | integer | Yes | | computed |", $"| 4 | {{|{second}|}} | integer | Yes | | computed |"),
            $"'{second}' is used a second time");

    [Fact]
    public void Finds_duplicates_across_tables()
        => DocumentAssert.Finds(
            DocumentRules.DuplicateColumn,
            Sample.WithTable(Sample.Header, "| 1 | [|account_id|] | bigint | No | | customer |", "", "### More", "", Sample.Header, "| 2 | {|account_id|} | bigint | No | | customer |"));
}
