using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class ExpectationTests
{
    private const string Header = "| Column | Check | Bound |\n|---|---|---|\n";

    private static readonly string[] Rows =
    [
        "| 2 | total | integer | Yes | A total | computed |", "| 3 | provider | text | Yes | A provider | computed |", "| 4 | name | text | No | A name | computed |",
        "| 5 | ratio | double precision | Yes | A ratio | computed |",
    ];

    [Fact]
    public void Are_read_in_the_order_of_the_document()
        => Assert.Equal(
            [
                new(null, ExpectationCheck.Rows, 0.1m), new(null, ExpectationCheck.Mean, null), new("total", ExpectationCheck.Mean, 0.25m),
                new("total", ExpectationCheck.Minimum, -1.5m), new("provider", ExpectationCheck.Categories, 0.05m), new("provider", ExpectationCheck.NullShare, 0.025m),
                new("ratio", ExpectationCheck.Maximum, 1m),
            ],
            DocumentAssert.IsClean(With(
                "| * | rows | 10 % |\n| * | mean | none |\n| `total` | Mean | 25% |\n| total | minimum | -1.5 |\n| provider | categories | 5 points |\n"
                + "| provider | null_share | 2.5 points |\n| ratio | maximum | 1 |\n")).Expectations);

    [Fact]
    public void A_document_without_the_heading_has_none() => Assert.Empty(DocumentAssert.IsClean(Sample.WithRows(Rows)).Expectations);

    [Theory]
    [InlineData("| {|totl|} | mean | 25 % |", "did you mean 'total'?")]
    [InlineData("| {|nothing_like_it|} | mean | 25 % |", "which no table lists; name a column of the document, or write * for all.")]
    [InlineData("| total | {|average|} | 25 % |", "write one of rows, null_share, zero_share, mean, sum, minimum, maximum and categories.")]
    [InlineData("| total | {|rows|} | 25 % |", "write * instead of 'total'.")]
    [InlineData("| provider | {|mean|} | 25 % |", "of type text, and only integers and numeric have a sum and a mean")]
    [InlineData("| ratio | {|sum|} | 25 % |", "of type double precision, and only integers and numeric have a sum and a mean")]
    [InlineData("| provider | {|zero_share|} | 5 points |", "of type text, and the check needs numbers")]
    [InlineData("| total | {|categories|} | 5 points |", "of type integer, and only texts have categories")]
    [InlineData("| name | {|null_share|} | 5 points |", "is never NULL")]
    [InlineData("| * | {|maximum|} | 5 |", "name it instead of *.")]
    [InlineData("| total | mean | {|25|} |", "a bound of mean is a percentage such as 20 %, or the word none.")]
    [InlineData("| total | mean | {|-25 %|} |", "a percentage")]
    [InlineData("| total | zero_share | {|5 %|} |", "a number of percentage points such as 5 points, or the word none.")]
    [InlineData("| total | zero_share | {|101 points|} |", "a number of percentage points")]
    [InlineData("| total | minimum | {|1 %|} |", "a number such as 0 or 99.5, or the word none.")]
    [InlineData("{|| total | mean |  ||}", "The expectation has no bound;")]
    public void A_row_that_cannot_be_read_is_reported_where_it_is_wrong(string row, string message)
        => DocumentAssert.FindsOne(DocumentRules.UnreadableExpectation, With(row + "\n"), message);

    [Theory]
    [InlineData("{|| Column | Check | Limit ||}\n|---|---|---|\n| total | mean | 25 % |")]
    [InlineData("{|| Column Name | Data Type | Rule ||}\n|---|---|---|\n| total | integer | > 0 |")]
    public void A_table_with_other_headers_is_reported_because_nothing_would_be_checked(string table)
        => DocumentAssert.FindsOne(DocumentRules.UnreadExpectations, Sample.WithRows(Rows) + "\n## Expectations\n\n" + table + "\n", "it needs the headers Column, Check and Bound");

    [Fact]
    public void The_second_of_two_is_reported_with_the_first()
        => DocumentAssert.FindsOne(DocumentRules.RepeatedExpectation, With("[|| total | mean | 25 % ||]\n{|| total | mean | 30 % ||}\n"), "is given a second time");

    private static string With(string rows) => Sample.WithRows(Rows) + "\n## Expectations\n\n" + Header + rows;
}
