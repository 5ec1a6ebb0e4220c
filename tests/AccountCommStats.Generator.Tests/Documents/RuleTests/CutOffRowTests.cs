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
    public void Points_at_the_first_row_below_other_text_and_reads_it_all_the_same(string between)
    {
        var marked = Sample.WithRows(between, "| {|2|} | total | integer | Yes | A total | computed |", "| 3 | other | integer | Yes | | computed |");

        DocumentAssert.FindsOne(DocumentRules.CutOffRow, marked, "The column 'total' is cut off");
        Assert.Equal(3, DocumentAssert.Read(MarkedDocument.Parse(marked).File.Text).Document!.Columns.Count);
    }

    [Theory]
    [InlineData("<!-- | 2 | old | integer | Yes | Removed | computed | -->")]
    [InlineData("| | **Totals** | | | | |")]
    [InlineData("|---|---|---|---|---|---|")]
    [InlineData("|  |  |  |  |  |  |")]
    public void Is_silent_about_comments_labels_and_rules_between_rows(string between)
        => Assert.Equal(2, DocumentAssert.IsClean(Sample.WithRows(between, "| 2 | total | integer | Yes | A total | computed |")).Columns.Count);

    [Fact]
    public void Is_silent_about_another_table_and_prose_with_pipes()
        => DocumentAssert.IsClean(Sample.WithRows()
            + "\n| 1 | 2 | 3 | 4 | 5 |\n|---|---|---|---|---|\n| 1 | a | b | c | d |\n\nEither a | b | c | d | e | f\n");
}
