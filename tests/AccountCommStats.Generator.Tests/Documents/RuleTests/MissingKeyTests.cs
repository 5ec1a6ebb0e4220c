using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class MissingKeyTests
{
    [Fact]
    public void Points_at_the_title_where_no_line_names_a_key()
        => DocumentAssert.FindsOne(
            DocumentRules.MissingKey, "# {|Account Export|}\n\n" + Sample.Header + "\n" + Sample.KeyRow, "write a line such as **Primary Key:** `account_id`");

    [Theory]
    [InlineData("**{|Primary Key|}:**")]
    [InlineData("**{|Primary Key|}:** +")]
    public void Points_at_a_line_that_names_no_column(string line)
        => DocumentAssert.Finds(DocumentRules.MissingKey, "# Account Export\n\n" + line + "\n\n## Columns\n\n" + Sample.Header + "\n" + Sample.KeyRow);
}
