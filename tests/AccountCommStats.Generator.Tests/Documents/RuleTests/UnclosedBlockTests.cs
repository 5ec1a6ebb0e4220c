using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class UnclosedBlockTests
{
    [Theory]
    [InlineData("{|<!-- to do|}")]
    [InlineData("{|```sql|}\nselect 1")]
    [InlineData("  {|~~~~|}\n~~~\n```")]
    public void Points_at_the_opening(string block)
        => DocumentAssert.FindsOne(DocumentRules.UnclosedBlock, Sample.WithRows() + "\n" + block + "\n| 7 | x | integr |\n", "everything below it is hidden");

    [Theory]
    [InlineData("<!-- one line -->")]
    [InlineData("<!-- several\n| 7 | x | integr |\nlines --> and text")]
    [InlineData("```sql\nselect a | b\n```")]
    [InlineData("~~~~\n```\n~~~~~")]
    [InlineData("An arrow <!-- that is no comment")]
    [InlineData("Inline `<!--` code")]
    [InlineData("``` not a fence ``` but code")]
    public void Is_silent_about_what_is_closed_or_not_opened(string block) => DocumentAssert.IsClean(Sample.WithRows() + "\n" + block + "\n\nThe end.\n");
}
