using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class UnknownKeyColumnTests
{
    [Theory]
    [InlineData("**Primary Key:** `{|acount_id|}`", "did you mean 'account_id'?")]
    [InlineData("**Primary Key:** `account_id` + `{|event_type|}`", "which no table lists; name a column of the document.")]
    [InlineData("**Primary Key:** {|None|}", "names the column 'None'")]
    public void Points_at_the_name(string line, string message) => DocumentAssert.FindsOne(DocumentRules.UnknownKeyColumn, Sample.WithKey(line), message);
}
