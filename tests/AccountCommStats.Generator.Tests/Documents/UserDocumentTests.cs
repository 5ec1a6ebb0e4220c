using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Tests.Documents;

/// <summary>The document that this project began with.</summary>
public class UserDocumentTests
{
    private static readonly string _asGiven = ShapeTests.ReadShape("account-communication-stats");

    [Fact]
    public void The_document_as_given_has_one_finding_at_the_heading_that_miscounts()
    {
        var finding = Assert.Single(DocumentAssert.Read(_asGiven).Findings);

        Assert.Equal("ACS022 59:5 'Chat Statistics (12 columns)'", DocumentAssert.Describe(finding));
        Assert.Equal(Severity.Warning, finding.Rule.Severity);
        Assert.Equal("The section 'Chat Statistics' says 12 columns and has 13; correct the heading, or the table.", finding.Message);
    }

    [Fact]
    public void The_specification_of_this_repository_has_none()
    {
        var document = DocumentAssert.IsClean(Repository.ReadText("spec", "account-communication-stats.md"));

        Assert.Equal("Account Communication Stats Export Specification", document.Title.Value);
        Assert.Equal("account-communication-stats", document.Name);
        Assert.Equal("AccountCommunicationStats", document.TypeName);
        Assert.Equal("Account (one row per customer account)", document.Grain!.Value);
        Assert.Equal(["account_id"], document.Key.Select(column => column.Value));
        Assert.Equal(52, document.Columns.Count);
        Assert.Equal("efficiency_rate", document.Columns[48].Name.Value);
        Assert.Equal("EfficiencyRate", document.Columns[48].PropertyName);
        Assert.Equal("numeric(10,4)", document.Columns[48].Type.Value.ToString());
        Assert.True(document.Columns[48].IsNullable.Value);
        Assert.Equal("Effort cost / time frame revenue", document.Columns[48].Description);
        Assert.True(document.Columns[51].Source.Value.IsSystem);
    }

    [Fact]
    public void Four_mistakes_in_one_edit_are_four_errors_each_at_its_cell()
    {
        var edited = Repository.ReadText("spec", "account-communication-stats.md")
            .Replace("| 2 | total_emails | integer |", "| 2 | total_emails | integr |", StringComparison.Ordinal)
            .Replace("| 17 | total_meetings | integer | Yes |", "| 17 | total_meetings | integer | Maybe |", StringComparison.Ordinal)
            .Replace("| 27 | team_sent_chat_messages |", "| 27 | total_chat_messages |", StringComparison.Ordinal)
            .Replace("| 40 | ticket_comments |", "| 41 | ticket_comments |", StringComparison.Ordinal);

        var findings = DocumentAssert.Read(edited).Findings;

        Assert.Equal(
            [
                "ACS013 29:22 'integr'",
                "ACS015 49:35 'Maybe'",
                "ACS011 64:8 'total_chat_messages'",
                "ACS009 82:3 '41'",
            ],
            findings.Select(DocumentAssert.Describe));
        Assert.All(findings, finding => Assert.Equal(Severity.Error, finding.Rule.Severity));
    }
}
