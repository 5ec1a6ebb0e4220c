using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class ExcessCellTests
{
    [Fact]
    public void Points_at_the_first_cell_without_a_header()
    {
        DocumentAssert.FindsOne(
            DocumentRules.ExcessCell,
            Sample.WithRows("| 2 | direction | text | Yes | in | out | {|email_prop|} |"),
            "The column 'direction' has 7 cells, but its table has 6");
    }

    [Theory]
    [InlineData("in \\| out", "in | out")]
    [InlineData("`in|out`", "`in|out`")]
    [InlineData("``in|`|out``", "``in|`|out``")]
    public void A_pipe_may_be_escaped_or_stand_in_code(string description, string read)
    {
        var document = DocumentAssert.IsClean(Sample.WithRows($"| 2 | direction | text | Yes | {description} | email_prop |"));

        Assert.Equal(read, document.Columns[1].Description);
        Assert.Equal("email_prop", document.Columns[1].Source.Value.Text);
    }

    [Fact]
    public void Stray_backticks_do_not_join_cells()
    {
        var document = DocumentAssert.IsClean(Sample.WithRows("| 2 | note | text | Yes | The customer`s note | email_prop (the team`s) |"));

        Assert.Equal("The customer`s note", document.Columns[1].Description);
    }

    [Fact]
    public void Blank_cells_behind_the_last_one_are_no_matter()
        => DocumentAssert.IsClean(Sample.WithRows("| 2 | total | integer | Yes | A total | computed | |  |"));
}
