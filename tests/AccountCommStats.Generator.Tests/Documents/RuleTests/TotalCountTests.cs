using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class TotalCountTests
{
    [Theory]
    [InlineData("## {|Total Column Count: 52|}", "says 52 columns in total and its tables have 2")]
    [InlineData("## {|Total: 19 columns|}", "says 19 columns in total")]
    [InlineData("### {|Total Columns (3)|}", "says 3 columns in total")]
    [InlineData("## {|Total: ~20|}", "says ~20 columns in total")]
    [InlineData("**Columns:** {|1|}", "says 1 column in total and its tables have 2")]
    [InlineData("**Total Columns**: {|1,000|}", "says 1,000 columns in total")]
    [InlineData("**Total Column Count: {|14|}**", "says 14 columns in total")]
    [InlineData("## {|Grand Total: 9 columns|}", "says 9 columns in total")]
    [InlineData("**Total Column Count:** {|`9`|}", "says 9 columns in total")]
    [InlineData("__Columns:__ {|9|}", "says 9 columns in total")]
    [InlineData("*Columns:* {|9|}", "says 9 columns in total")]
    [InlineData("Total: {|9 columns|}\n----------------", "says 9 columns in total")]
    [InlineData("**Columns:** {|9 in total|}", "says 9 columns in total")]
    [InlineData("| Property | Value |\n|---|---|\n| Columns | {|9|} |", "says 9 columns in total")]
    [InlineData("| Section | Columns |\n|---|---|\n| Key | 1 |\n| **Total** | {|9|} |", "says 9 columns in total")]
    [InlineData("- **Columns:** {|about 20|}", "says about 20 columns in total")]
    public void Points_at_the_statement(string statement, string message)
        => DocumentAssert.FindsOne(DocumentRules.TotalCount, WithTotal(statement), message);

    [Theory]
    [InlineData("## Total Column Count: 2")]
    [InlineData("## Total: 2 columns")]
    [InlineData("## Total: 2")]
    [InlineData("## Total Column Count: **2**")]
    [InlineData("**Columns:** 2")]
    [InlineData("**Columns:** 1-3")]
    [InlineData("**Columns:** 2 (1 key, 1 metric)")]
    [InlineData("## Total: 5 tables")]
    [InlineData("Columns: 3rd party fields come last.")]
    [InlineData("Fields: 50% of them are nullable.")]
    [InlineData("**Total:** 3.5 GB")]
    [InlineData("**Columns:** 2025-12-10 reviewed by finance")]
    [InlineData("**Columns:** 1 column + 1 system column")]
    [InlineData("| Month | Rows |\n|---|---|\n| Total | 500 |")]
    [InlineData("## Total Rows: 500")]
    [InlineData("**Columns:** account_id, total")]
    [InlineData("**Columns:** 1 + 1 system column")]
    [InlineData("**Estimated Rows:** ~500-50,000 per organization")]
    public void Is_silent_where_the_total_is_right_or_counts_something_else(string statement) => DocumentAssert.IsClean(WithTotal(statement));

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void A_statement_inside_a_section_is_about_the_section_or_all(int stated, bool isReported)
    {
        var document = Sample.WithTable(
            "### Key", "", Sample.Header, Sample.KeyRow, "", "### Totals", "", $"**Columns:** {stated}", "", Sample.Header,
            "| 2 | total | integer | Yes | | computed |");

        Assert.Equal(isReported, DocumentAssert.Read(document).Findings.Any(finding => finding.Rule == DocumentRules.SectionCount));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    [InlineData(10, false)]
    [InlineData(12, false)]
    [InlineData(13, true)]
    public void About_ten_is_off_when_it_is_off_by_more_than_a_fifth(int columns, bool isReported)
    {
        var document = Sample.WithRows([.. Enumerable.Range(2, columns - 1).Select(number => $"| {number} | column_{number} | integer | Yes | | computed |")])
            + "\n## Total Column Count: ~10\n";

        Assert.Equal(isReported, DocumentAssert.Read(document).Findings.Count == 1);
    }

    private static string WithTotal(string statement) => Sample.WithRows("| 2 | total | integer | Yes | | computed |") + "\n" + statement + "\n";
}
