using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class HiddenTableTests
{
    private const string Header = "| # | Column Name | Data Type | Nullable | Source |";

    private const string Row = "| 1 | account_id | bigint | No | customer.id |";

    [Theory]
    [InlineData("", "no line such as |---|---|")]
    [InlineData("|---|---|---|---|\n", "has 4 cells, but the header has 5; write 5")]
    [InlineData("|—|—|—|—|—|\n", "has dashes that are not hyphens")]
    public void Points_at_the_header_and_reads_the_table_all_the_same(string delimiter, string reason)
    {
        var marked = Sample.WithTable("{|" + Header + "|}\n" + delimiter + Row);

        DocumentAssert.FindsOne(DocumentRules.HiddenTable, marked, reason);
        Assert.Single(DocumentAssert.Read(MarkedDocument.Parse(marked).File.Text).Document!.Columns);
    }

    [Fact]
    public void Points_at_a_table_right_below_HTML()
        => DocumentAssert.FindsOne(DocumentRules.HiddenTable, Sample.WithTable("<div>", "{|" + Header + "|}", "|---|---|---|---|---|", Row, "</div>"), "HTML");

    [Fact]
    public void Points_at_a_table_that_goes_on_with_a_list_item()
        => DocumentAssert.FindsOne(DocumentRules.HiddenTable, Sample.WithTable("- item", "{|" + Header + "|}", "|---|---|---|---|---|", Row), "blank line before");

    [Theory]
    [InlineData("<details>\n\n", "")]
    [InlineData("- The columns:\n\n", "  ")]
    [InlineData("> The columns:\n>\n", "> ")]
    [InlineData("1. > The columns:\n   >\n", "   > ")]
    public void Is_silent_about_tables_in_quotations_lists_and_below_HTML(string above, string prefix)
        => Assert.Single(DocumentAssert.IsClean(Sample.WithTable(above + prefix + Header, prefix + ":--|:--:|---|---|--:", prefix + Row)).Columns);
}
