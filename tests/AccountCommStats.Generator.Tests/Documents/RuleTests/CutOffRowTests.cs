using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class CutOffRowTests
{
    [Theory]
    [InlineData("")]
    [InlineData("See the notes below.")]
    [InlineData("### More columns")]
    [InlineData("```\ncode | with | pipes\n```")]
    [InlineData("One of `a | b`.")]
    [InlineData("<!-- totals -->")]
    [InlineData("\n| Key | Value |\n|---|---|\n| a | b |\n")]
    [InlineData("> quoted")]
    public void Points_at_the_first_row_below_other_text_and_reads_it_all_the_same(string between)
    {
        var marked = Sample.WithRows(between, "| {|2|} | total | integer | Yes | A total | computed |", "| 3 | other | integer | Yes | | computed |");

        DocumentAssert.FindsOne(DocumentRules.CutOffRow, marked, "The column 'total' is cut off");
        Assert.Equal(3, DocumentAssert.Read(MarkedDocument.Parse(marked).File.Text).Document!.Columns.Count);
    }

    [Theory]
    [InlineData("|{| |}| total | integer | Yes | A total | computed |", "ACS008")]
    [InlineData("| {|new|} | total | integer | Yes | A total | computed |", "ACS009")]
    [InlineData("| 2 | total | integer | Yes | computed |{||}", "ACS008")]
    [InlineData("| 2 | total | integer | Yes | in | out | {|computed|} |", "ACS007")]
    public void Is_told_of_rows_whose_cells_do_not_fit_too(string row, string rule)
    {
        var document = MarkedDocument.Parse(Sample.WithRows("", row));

        var findings = DocumentAssert.Read(document.File.Text).Findings;

        Assert.Equal(["ACS006", rule], findings.Select(finding => finding.Rule.Id).Order(StringComparer.Ordinal));
        Assert.Equal(document.Marks.Single(), findings.Single(finding => finding.Rule.Id == rule).Location.Span);
    }

    [Theory]
    [InlineData("| | `total` | | | | |")]
    [InlineData("| | **gross_total** | | | | |")]
    [InlineData("| | total | | | | |")]
    public void A_row_with_only_a_name_is_no_label(string row)
        => Assert.Equal(4, DocumentAssert.Read(Sample.WithRows(row)).Findings.Count(finding => finding.Rule == DocumentRules.MissingCell));

    [Theory]
    [InlineData("<!-- | 2 | old | integer | Yes | Removed | computed | -->")]
    [InlineData("| | **Totals** | | | | |")]
    [InlineData("| **Totals** | | | | | |")]
    [InlineData("| Totals | | | | | |")]
    [InlineData("|---|---|---|---|---|---|")]
    [InlineData("|  |  |  |  |  |  |")]
    public void Is_silent_about_comments_labels_and_rules_between_rows(string between)
        => Assert.Equal(2, DocumentAssert.IsClean(Sample.WithRows(between, "| 2 | total | integer | Yes | A total | computed |")).Columns.Count);

    [Fact]
    public void Is_silent_about_another_table_and_prose_with_pipes()
        => DocumentAssert.IsClean(Sample.WithRows()
            + "\n| 1 | 2 | 3 | 4 | 5 |\n|---|---|---|---|---|\n| 1 | a | b | c | d |\n\nEither a | b | c | d | e | f\n");
}
