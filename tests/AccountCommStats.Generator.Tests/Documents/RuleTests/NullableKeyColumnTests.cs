using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class NullableKeyColumnTests
{
    [Fact]
    public void Points_at_the_cell_and_relates_to_the_key()
        => DocumentAssert.FindsOne(
            DocumentRules.NullableKeyColumn,
            "# Account Export\n\n**Primary Key:** `[|account_id|]`\n\n" + Sample.Header + "\n| 1 | account_id | bigint | {|Yes|} | | customer.id |",
            "The column 'account_id' is part of the primary key");

    [Fact]
    public void Says_nothing_more_of_a_cell_that_could_not_be_read()
        => DocumentAssert.Finds(
            DocumentRules.InvalidNullable,
            "# Account Export\n\n**Primary Key:** `account_id`\n\n" + Sample.Header + "\n| 1 | account_id | bigint | {|Maybe|} | | customer.id |");
}
