using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class MissingCellTests
{
    [Theory]
    [InlineData("|{| |}| total | integer | Yes | A total | computed |", "has no #")]
    [InlineData("| 2 |{|  |}| integer | Yes | A total | computed |", "Row 2 has no Column Name")]
    [InlineData("| 2 | total |{| \u00A0 |}| Yes | A total | computed |", "The column 'total' has no Data Type")]
    [InlineData("| 2 | total | integer |{| |}| A total | computed |", "has no Nullable")]
    [InlineData("| 2 | total | integer | Yes | A total |{| |}|", "has no Source Table")]
    public void Points_at_a_blank_cell(string row, string message) => DocumentAssert.FindsOne(DocumentRules.MissingCell, Sample.WithRows(row), message);

    [Theory]
    [InlineData("| 2 | total | integer | Yes | A total |{||}", "has 5 cells, but its table has 6: Source Table is missing")]
    [InlineData("| 2 | total | integer{||}", "has 3 cells, but its table has 6: Nullable and Source Table are missing")]
    [InlineData("| 2 | integer | Yes | A total | computed |{||}", "Source Table is missing")]
    public void Points_behind_a_row_that_is_too_short_and_says_nothing_of_the_cells_that_moved(string row, string message)
        => DocumentAssert.FindsOne(DocumentRules.MissingCell, Sample.WithRows(row), message);

    [Fact]
    public void A_description_may_be_blank_or_missing()
    {
        DocumentAssert.IsClean(Sample.WithRows("| 2 | total | integer | Yes | | computed |"));
        DocumentAssert.IsClean(Sample.WithTable(
            "| # | Column Name | Data Type | Nullable | Source | Description |", "|---|---|---|---|---|---|", "| 1 | account_id | bigint | No | customer.id |"));
    }
}
