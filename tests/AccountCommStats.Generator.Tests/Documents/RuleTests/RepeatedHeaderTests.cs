using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class RepeatedHeaderTests
{
    [Fact]
    public void Points_at_the_second_of_two_headers_with_one_meaning()
    {
        DocumentAssert.FindsOne(
            DocumentRules.RepeatedHeader,
            Sample.WithTable(
                "| # | Column Name | Data Type | Nullable | Source | {|Source Table|} |", "|---|---|---|---|---|---|",
                "| 1 | account_id | bigint | No | customer.id | CRM system |"),
            "has Source Table twice");
    }
}
