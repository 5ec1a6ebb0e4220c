using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class SectionCountTests
{
    [Theory]
    [InlineData("### {|Totals (2 columns)|}", "The section 'Totals' says 2 columns and has 1; correct the heading, or the table.")]
    [InlineData("### {|Totals (0 columns)|}", "says 0 columns and has 1")]
    [InlineData("### {|Totals: 9 columns|}", "says 9 columns and has 1")]
    [InlineData("### {|Totals - 9 columns|}", "says 9 columns and has 1")]
    [InlineData("### {|Totals — **9** columns|}", "says 9 columns and has 1")]
    [InlineData("### {|Totals (**9** columns)|}", "says 9 columns and has 1")]
    [InlineData("### {|Columns (9)|}", "says 9 columns and has 1")]
    [InlineData("### {|Totals [9 columns]|}", "says 9 columns and has 1")]
    [InlineData("## {|**Totals** (all of them) (12 fields)|} ##", "says 12 columns and has 1")]
    [InlineData("### {|Totals (~10 columns)|}", "says ~10 columns and has 1")]
    [InlineData("### {|Totals (2-5 columns)|}", "says 2-5 columns and has 1")]
    public void Points_at_the_text_of_the_heading(string heading, string message)
        => DocumentAssert.FindsOne(DocumentRules.SectionCount, WithSection(heading), message);

    [Theory]
    [InlineData("### Totals (1 column)")]
    [InlineData("### Totals (1 columns, from e-mail)")]
    [InlineData("### Totals (1+ columns)")]
    [InlineData("### Totals")]
    [InlineData("### Totals (computed)")]
    [InlineData("### Totals (2 sources)")]
    [InlineData("### Totals (2)")]
    public void Is_silent_where_the_count_is_right_or_counts_something_else(string heading) => DocumentAssert.IsClean(WithSection(heading));

    [Fact]
    public void A_section_includes_the_sections_below_it()
        => DocumentAssert.FindsOne(
            DocumentRules.SectionCount,
            Sample.WithTable(
                "## {|Columns (3 columns)|}", "", "### Key (1 column)", "", Sample.Header, Sample.KeyRow, "", "### Totals (1 column)", "",
                Sample.Header, "| 2 | total | integer | Yes | | computed |", "", "## Notes", ""),
            "says 3 columns and has 2");

    [Fact]
    public void A_section_without_any_column_disagrees_where_others_have_tables()
        => DocumentAssert.FindsOne(
            DocumentRules.SectionCount,
            Sample.WithTable("### Key (1 column)", "", Sample.Header, Sample.KeyRow, "", "### {|Reserved (2 columns)|}", "", "None yet."),
            "'Reserved' says 2 columns and has none");

    [Fact]
    public void Headings_that_only_describe_the_columns_of_one_table_are_no_matter()
        => DocumentAssert.IsClean(Sample.WithRows("", "### Identity (1 column)", "", "- account_id", "", "### Health (5 columns)", "", "Later."));

    private static string WithSection(string heading)
        => Sample.WithTable("### Key (1 column)", "", Sample.Header, Sample.KeyRow, "", heading, "", Sample.Header, "| 2 | total | integer | Yes | | computed |");
}
