namespace AccountCommStats.Tests.Documents;

/// <summary>The statements of the key and the grain above a document's table, in the forms in which people write them.</summary>
public class StatementTests
{
    [Theory]
    [InlineData("**Primary Key:** `account_id`", "account_id")]
    [InlineData("**Primary key**: `account_id`", "account_id")]
    [InlineData("**Primary Key: `account_id`**", "account_id")]
    [InlineData("- **Primary Key:** `account_id`", "account_id")]
    [InlineData("> **Primary Key:** `account_id`  ", "account_id")]
    [InlineData("Primary Key: account_id", "account_id")]
    [InlineData("**Grain:** Topic | **Primary Key:** `account_id` + `topic_id` | **Columns:** 3", "account_id+topic_id")]
    [InlineData("## Primary Key\n\n`account_id`, `topic_id`", "account_id+topic_id")]
    [InlineData("**Primary Key:**\n`account_id`", "account_id")]
    [InlineData("**Primary Key:** `account_id` + `topic_id`", "account_id+topic_id")]
    [InlineData("**Primary Key:** `topic_id` + `account_id`", "topic_id+account_id")]
    [InlineData("**Primary Key:** composite of `account_id` and `topic_id`", "account_id+topic_id")]
    [InlineData("**Primary Key:** Composite (`account_id`, `topic_id`)", "account_id+topic_id")]
    [InlineData("**Primary Key:** `account_id + topic_id`", "account_id+topic_id")]
    [InlineData("**Primary Key:** `PRIMARY KEY (account_id, topic_id)`", "account_id+topic_id")]
    [InlineData("**Primary Key:** (account_id, topic_id)", "account_id+topic_id")]
    [InlineData("**Primary Key:** `account_id` (FK to `customer.id`)", "account_id")]
    [InlineData("**Primary Key:** account\\_id + topic\\_id", "account_id+topic_id")]
    [InlineData("**Primary Key:** account_id + `topic_id`", "account_id+topic_id")]
    [InlineData("**Primary Key:** **account_id** × _topic_id_", "account_id+topic_id")]
    [InlineData("**Primary Key:** `account_id`; `topic_id`", "account_id+topic_id")]
    [InlineData("**Primary Key:** [`account_id`](#account) & [topic_id](#topic)", "account_id+topic_id")]
    [InlineData("**Primary Key:** composite of the account (`account_id`) and\nthe topic (`topic_id`)", "account_id+topic_id")]
    [InlineData("**Primary Key:** `account_id` +\n`topic_id`\n**Grain:** Topic", "account_id+topic_id")]
    [InlineData("## Primary Key\n\n- `account_id`\n- `topic_id`", "account_id+topic_id")]
    [InlineData("Primary Key\n-----------\n\n1. account_id: the account\n2. topic_id: the topic", "account_id+topic_id")]
    [InlineData("**Primary Key:** composite:\n\n* `account_id` - the account\n* `topic_id` - the topic", "account_id+topic_id")]
    [InlineData("- **Primary Key:**\n  - `account_id`\n  - `topic_id`\n- **Grain:** Topic", "account_id+topic_id")]
    [InlineData("- **Composite Primary Key:** `account_id` + `topic_id`\n- Rows never change.", "account_id+topic_id")]
    [InlineData("__Primary Key:__ account_id, topic_id", "account_id+topic_id")]
    [InlineData("| Property | Value |\n|---|---|\n| Primary Key | `account_id` + `topic_id` |", "account_id+topic_id")]
    [InlineData("| Primary Key | Columns |\n|---|---|\n| `account_id`, `topic_id` | 3 |", "account_id+topic_id")]
    [InlineData("**Primary Key:** `account_id` (or `crm_id`, where there is one)", "account_id")]
    [InlineData("**Primary Key:** `account_id`, unique per `organization_id`", "account_id")]
    [InlineData("**Primary Key:** `ACCOUNT_ID`", "account_id")]
    public void A_key_is_read(string line, string key)
        => Assert.Equal(key, string.Join('+', DocumentAssert.IsClean(Sample.WithKey(line)).Key.Select(column => column.Value)));

    [Fact]
    public void A_key_points_at_its_names_without_backticks()
    {
        var document = MarkedDocument.Parse(Sample.WithKey("**Primary Key:** `{|account_id|}` + `{|topic_id|}`"));

        Assert.Equal(document.Marks, DocumentAssert.IsClean(document.File.Text).Key.Select(column => column.Span));
    }

    [Theory]
    [InlineData("**Grain:** Account × Topic (one row each)", "Account × Topic (one row each)")]
    [InlineData("**Grain:**\u00A0 Account\\_month", "Account_month")]
    [InlineData("## Grain\n\nOne row per account.", "One row per account.")]
    [InlineData("*Grain:* One row per account\nand _month_", "One row per account and month")]
    [InlineData("No word of it", null)]
    public void The_grain_is_read(string line, string? grain)
        => Assert.Equal(grain, DocumentAssert.IsClean(Sample.WithKey("**Primary Key:** `account_id`\n" + line)).Grain?.Value);
}
