using AccountCommStats.Specs.Documents;

namespace AccountCommStats.Tests.Documents;

/// <summary>Documents as people write them. All of them are read, and only inconsistencies are reported.</summary>
public class ShapeTests
{
    /// <summary>A document, its name, its key, its number of columns, and its findings.</summary>
    public static TheoryData<string, string, string, int, string[]> Shapes => new()
    {
        { "account-communication-stats", "account-communication-stats", "account_id", 52, ["ACS022 59:5 'Chat Statistics (12 columns)'"] },
        { "account-core", "account-core", "identity_hierarchy_1", 100, [] },
        { "account-roles", "account-owner-team", "account_id + role", 5, ["ACS022 16:5 'Owner Communication (4 columns)'"] },
        { "account-topics", "account-topic-fact", "account_id + topic_id", 10, [] },
        { "date-dimension", "date-dimension", "date_key", 7, [] },
        { "insight-flags", "insight-flags", "account_id", 8, [] },
        {
            "lifecycle-events", "lifecycle-event-history", "event_id", 6,
            ["ACS021 4:29 'or composite `account_id` + `event_type` + `event_date`'"]
        },
        { "meeting-summary", "meeting-summary", "meeting_id", 7, [] },
        { "small", "account-names", "account_id", 5, [] },
        {
            "stakeholders", "stakeholder-fact", "stakeholder_id", 11,
            ["ACS022 8:5 'Identity (5 columns)'", "ACS022 26:5 'Chat Statistics (5 columns)'"]
        },
        { "team-dimension", "team-dimension", "team_member_id", 7, ["ACS027 23:61 'users.state = 'active''"] },
        { "ticket-texts", "ticket-text", "ticket_id", 6, [] },
        { "topic-dimension", "topic-dimension", "topic_id", 8, [] },
        {
            "unfinished", "unfinished", "", 4,
            [
                "ACS001 1:1 '## Effort export, first draft'",
                "ACS017 1:1 '## Effort export, first draft'",
                "ACS013 7:20 'int'",
                "ACS008 8:51 ' '",
                "ACS010 9:7 'effort hours'",
                "ACS009 10:3 '5'",
                "ACS014 10:21 'numeric(2,12)'",
                "ACS011 11:7 'effort_cost'",
                "ACS015 11:31 '?'",
                "ACS008 12:27 ''",
                "ACS023 14:20 '7'",
            ]
        },
    };

    /// <summary>The text of one of the documents.</summary>
    public static string ReadShape(string name)
        => Repository.ReadText("tests", "AccountCommStats.Generator.Tests", "Documents", "Shapes", name + ".md");

    /// <summary>The text of each of the documents.</summary>
    public static string[] ReadAll() => [.. Shapes.Select(shape => ReadShape((string)shape[0]))];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Is_read_with_its_true_inconsistencies_and_no_others(string shape, string name, string key, int columns, string[] findings)
    {
        var reading = DocumentAssert.Read(ReadShape(shape), shape + ".md");

        Assert.Equal(findings, reading.Findings.Select(DocumentAssert.Describe));
        Assert.Equal(name, reading.Document!.Name);
        Assert.Equal(key, string.Join(" + ", reading.Document.Key.Select(column => column.Value)));
        Assert.Equal(columns, reading.Document.Columns.Count);
    }

    [Fact]
    public void Every_document_in_the_folder_is_held_to_its_findings()
    {
        var folder = Repository.PathOf("tests", "AccountCommStats.Generator.Tests", "Documents", "Shapes");

        Assert.Equal(
            Directory.GetFiles(folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            Shapes.Select(shape => (string)shape[0]).Order(StringComparer.Ordinal));
    }
}
