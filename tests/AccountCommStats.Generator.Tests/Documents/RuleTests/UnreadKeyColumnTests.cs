using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class UnreadKeyColumnTests
{
    [Theory]
    [InlineData("**Primary Key:** `account_id` `{|topic_id|}`", "the key is 'account_id'")]
    [InlineData("**Primary Key:** `account_id` (`{|topic_id|}` is unique too)", "'topic_id'")]
    [InlineData("**Primary Key:** `account_id`, unique per {|topic_id|}", "'topic_id'")]
    [InlineData("**Primary Key:** `account_id` → `{|topic_id|}`", "'topic_id'")]
    [InlineData("**Primary Key:** `account_id`\n\nAnd so on.\n\n**Primary Key:** `{|topic_id|}`", "'topic_id'")]
    [InlineData("## Primary Key\n\n`account_id`\n\n- one row per `{|topic_id|}`", "'topic_id'")]
    public void Points_at_the_column_that_is_not_taken(string line, string message)
        => DocumentAssert.FindsOne(DocumentRules.UnreadKeyColumn, Sample.WithKey(line), message);

    [Theory]
    [InlineData("**Primary Key:** `account_id` (the account, not the `crm_id`)")]
    [InlineData("**Primary Key:** `account_id`\n\n- one row per `topic_id`")]
    public void Is_silent_about_other_names_and_other_text(string line) => DocumentAssert.IsClean(Sample.WithKey(line));
}
