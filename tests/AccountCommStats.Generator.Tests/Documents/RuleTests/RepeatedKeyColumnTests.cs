using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class RepeatedKeyColumnTests
{
    [Fact]
    public void Points_at_the_second_and_relates_to_the_first()
        => DocumentAssert.FindsOne(
            DocumentRules.RepeatedKeyColumn, Sample.WithKey("**Primary Key:** `[|account_id|]` + `topic_id` + `{|account_id|}`"), "names the column 'account_id' twice");
}
