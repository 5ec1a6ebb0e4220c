using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class AlternativeKeysTests
{
    [Theory]
    [InlineData("**Primary Key:** `account_id` {|or composite `topic_id` + `note`|}", "account_id")]
    [InlineData("**Primary Key:** `account_id` + `topic_id` {|or `note`|}", "account_id+topic_id")]
    [InlineData("**Primary Key:** `account_id` {|/ `topic_id`|}", "account_id")]
    [InlineData("**Primary Key:** either (`account_id` + `topic_id`) {|or `note`|}", "account_id+topic_id")]
    [InlineData("**Primary Key:** account_id {|or topic_id|}", "account_id")]
    [InlineData("**Primary Key:** `account_id` _{|or_ `topic_id`|}", "account_id")]
    [InlineData("**Primary Key:** either\n\n- `account_id`\n- {|`topic_id`|}", "account_id")]
    public void Takes_the_first_and_points_at_the_others(string line, string key)
    {
        DocumentAssert.FindsOne(DocumentRules.AlternativeKeys, Sample.WithKey(line), "is used");
        var document = DocumentAssert.Read(MarkedDocument.Parse(Sample.WithKey(line)).File.Text).Document!;
        Assert.Equal(key, string.Join('+', document.Key.Select(column => column.Value)));
    }
}
