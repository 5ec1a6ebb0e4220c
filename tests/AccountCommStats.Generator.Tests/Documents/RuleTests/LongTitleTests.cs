using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class LongTitleTests
{
    [Fact]
    public void Points_at_the_title_whose_name_is_too_long_for_files()
        => DocumentAssert.FindsOne(
            DocumentRules.LongTitle,
            "# {|" + new string('x', 101) + "|}\n\n**Primary Key:** `account_id`\n\n" + Sample.Header + "\n" + Sample.KeyRow,
            "a name of 101 characters");

    [Fact]
    public void A_remark_in_parentheses_does_not_count()
        => DocumentAssert.IsClean("# " + new string('x', 100) + " (" + new string('y', 100) + ")\n\n**Primary Key:** `account_id`\n\n" + Sample.Header + "\n" + Sample.KeyRow);
}
