using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents;

/// <summary>Names derived from a document's title and columns.</summary>
public class NameTests
{
    [Theory]
    [InlineData("Account Communication Stats Export Specification", "account-communication-stats", "AccountCommunicationStats")]
    [InlineData("Account Core Specification", "account-core", "AccountCore")]
    [InlineData("Topic Export", "topic", "Topic")]
    [InlineData("Export Specification: Team Dimension", "team-dimension", "TeamDimension")]
    [InlineData("Ticket Texts (v2) Export", "ticket-texts", "TicketTexts")]
    [InlineData("07 - Account Owner & Team", "account-owner-team", "AccountOwnerTeam")]
    [InlineData("2. Customer's CRM data", "customers-crm-data", "CustomersCRMData")]
    [InlineData("360 Degrees", "360-degrees", "_360Degrees")]
    [InlineData("**Bold** `code` title", "bold-code-title", "BoldCodeTitle")]
    [InlineData("Export Specification", "my-file", "MyFile")]
    [InlineData("日本語", "my-file", "MyFile")]
    public void The_title_names_the_export_and_its_row(string title, string name, string typeName)
    {
        var text = Sample.WithRows().Replace("# Account Export Specification", "# " + title, StringComparison.Ordinal);

        var document = DocumentAssert.Read(text, "spec/my-file.md").Document!;

        Assert.Equal(name, document.Name);
        Assert.Equal(typeName, document.TypeName);
    }

    [Theory]
    [InlineData("team_sent_emails", "TeamSentEmails")]
    [InlineData("_id", "Id")]
    [InlineData("top_10_rank", "Top10Rank")]
    [InlineData("_2fa_enabled", "_2faEnabled")]
    [InlineData("class", "Class")]
    [InlineData("schema", "SchemaColumn")]
    [InlineData("to_string", "ToStringColumn")]
    [InlineData("get_hash_code", "GetHashCodeColumn")]
    [InlineData("account", "AccountColumn")]
    public void A_column_becomes_a_property_that_the_row_does_not_have_already(string column, string property)
    {
        var document = DocumentAssert.IsClean(Sample.WithRows($"| 2 | {column} | integer | Yes | | computed |"));

        Assert.Equal("Account", document.TypeName);
        Assert.Equal(property, document.Columns[1].PropertyName);
    }
}
