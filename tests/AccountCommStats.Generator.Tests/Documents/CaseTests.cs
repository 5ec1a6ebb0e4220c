namespace AccountCommStats.Tests.Documents;

/// <summary>Documents whose rows, keys or counts are easily misread, with the expected columns, key and findings.</summary>
public class CaseTests
{
    /// <summary>A document, its columns, its key, and its findings.</summary>
    public static TheoryData<string, string, string, string[]> Cases => new()
    {
        { "code-backslash", "order_id zip", "order_id", [] },
        { "comment-in-table", "order_id net_amount", "order_id", ["ACS006 9:3 '2'"] },
        { "count-forms-unchecked", "order_id", "order_id", ["ACS022 5:4 'Columns (9)'", "ACS022 7:5 'Amounts: 9 columns'", "ACS022 9:5 'Amounts - 9 columns'", "ACS022 11:5 'Amounts (**9** columns)'", "ACS023 13:25 '`9`'", "ACS023 15:14 '9'"] },
        { "cut-off-row-short", "order_id net_amount mode", "order_id", ["ACS006 9:3 '2'", "ACS008 9:54 ''", "ACS007 10:38 'orders.mode'"] },
        { "cut-off-row-without-number", "order_id net_amount tax_amount", "order_id", ["ACS006 9:2 ''", "ACS008 9:2 '  '", "ACS009 10:3 'new'"] },
        { "description-header-emphasis", "order_id", "order_id", [] },
        { "description-markup", "order_id net_amount", "order_id", [] },
        { "fenced-in-list-example-fixed", "order_id", "order_id", [] },
        { "fix-crash-formfeed", "a b bb cccc", "a", [] },
        { "fix-crash-u2028", "a b bb cccc", "a", [] },
        { "fix-edits-prose", "order_id", "order_id", [] },
        { "fix-overwrites-label", "order_id net_amount", "order_id", [] },
        { "fix-overwrites-name", "order_id text net_amount", "order_id", ["ACS009 8:3 'direction'", "ACS013 8:22 'Yes'", "ACS015 8:28 'in'", "ACS009 9:3 '2'"] },
        { "fix-removes-anchor", "order_id net_amount tax_amount fee_amount", "order_id", ["ACS009 9:3 '3 (new)'", "ACS009 10:3 'C4'"] },
        { "fix-unrelated-table-number-header", "order_id", "order_id", [] },
        { "frontmatter-comment-title", "order_id", "order_id", [] },
        { "half-row-code", "order_id net_amount tax_amount gross_amount", "order_id", ["ACS008 8:2 ' '", "ACS008 8:19 ' '", "ACS008 8:21 ' '", "ACS008 8:25 ' '", "ACS008 9:2 ' '", "ACS008 9:17 ' '", "ACS008 9:19 ' '", "ACS008 9:23 ' '", "ACS008 10:2 ' '", "ACS008 10:23 ' '", "ACS008 10:25 ' '", "ACS008 10:29 ' '"] },
        { "indented-code-example", "order_id", "order_id", [] },
        { "key-bullets", "order_id line_no", "order_id+line_no", [] },
        { "key-composite-reference", "order_id line_no", "order_id+line_no", [] },
        { "key-escaped-underscore", "order_id line_no", "order_id+line_no", [] },
        { "key-mixed-takes-second", "order_id line_no", "order_id+line_no", [] },
        { "key-or-emphasized", "order_id line_no", "order_id", ["ACS021 3:30 'or_ `line_no`'"] },
        { "key-semicolon", "order_id line_no", "order_id+line_no", [] },
        { "key-wrapped-line", "order_id line_no", "order_id+line_no", [] },
        { "list-fence-example-read", "order_id", "order_id", [] },
        { "list-fence-once", "order_id net_amount", "order_id", [] },
        { "list-fence-silent-drop", "order_id net_amount tax_amount state", "order_id", [] },
        { "no-delimiter", "order_id", "order_id", ["ACS025 5:1 '| # | Column Name | Data Type | Nullable | Description | Source Table |'"] },
        { "quote-table", "order_id", "order_id", [] },
        { "quoted-fence-example", "order_id", "order_id", [] },
        { "setext-section", "order_id", "order_id", ["ACS022 5:1 'Amounts (5 columns)'"] },
        { "suggestions", "order_id made_at sent_at amount", "order_id", ["ACS013 8:17 'timestamp_ntz'", "ACS013 9:17 'timestamp(3) with time zone'", "ACS013 10:16 'number(38,0)'"] },
        { "table-three-headers-dropped", "order_id state net_amount tax_amount", "order_id", ["ACS004 12:21 'Type'"] },
        { "title-entity", "order_id", "order_id", [] },
        { "underscore-emphasis", "order_id net_amount tax_amount", "order_id", [] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_read_and_reported_as_a_viewer_would_have_it(string name, string columns, string key, string[] findings)
    {
        var reading = DocumentAssert.Read(Repository.ReadText("tests", "AccountCommStats.Generator.Tests", "Documents", "Cases", name + ".md"), name + ".md");

        Assert.Equal(findings, reading.Findings.Select(DocumentAssert.Describe));
        Assert.Equal(columns, string.Join(' ', reading.Document!.Columns.Select(column => column.Name.Value)));
        Assert.Equal(key, string.Join('+', reading.Document.Key.Select(column => column.Value)));
    }

    [Fact]
    public void Every_document_in_the_folder_is_a_case()
        => Assert.Equal(
            Directory.GetFiles(Repository.PathOf("tests", "AccountCommStats.Generator.Tests", "Documents", "Cases")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            Cases.Select(data => (string)data[0]).Order(StringComparer.Ordinal));
}
