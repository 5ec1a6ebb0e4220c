using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class UnclosedBlockTests
{
    [Theory]
    [InlineData("{|<!-- to do|}")]
    [InlineData("{|```sql|}\nselect 1")]
    [InlineData("  {|~~~~|}\n~~~\n```")]
    [InlineData("{|<pre>|}\n\nx")]
    public void Points_at_the_opening(string block)
        => DocumentAssert.FindsOne(DocumentRules.UnclosedBlock, Sample.WithRows() + "\n" + block + "\n| 7 | x | integr |\n", "everything below it is hidden");

    [Theory]
    [InlineData("<!-- one line -->")]
    [InlineData("<!-- several\n| 7 | x | integr |\nlines --> and text")]
    [InlineData("```sql\nselect a | b\n```")]
    [InlineData("~~~~\n```\n~~~~~")]
    [InlineData("An arrow <!-- that is no comment")]
    [InlineData("Inline `<!--` code")]
    [InlineData("- ```sql\n  | 7 | x | integr | Yes | | t |\n  ```")]
    [InlineData("1. ```sh\n   | 7 | x | integr | Yes | | t |")]
    [InlineData("> ```\n> | 7 | x | integr | Yes | | t |\n> ```")]
    [InlineData("> ~~~\n> | 7 | x | integr | Yes | | t |")]
    [InlineData("- > ~~~~\n  > ~~~\n  > | 7 | x | integr | Yes | | t |\n  > ~~~~")]
    [InlineData("    ```\n    | 7 | x | integr | Yes | | t |")]
    [InlineData("\t| 7 | x | integr | Yes | | t |")]
    [InlineData("<pre>\n| 7 | x | integr | Yes | | t |\n\n</pre>")]
    [InlineData("<script>\n| 7 | x | integr | Yes | | t |\n</script>")]
    [InlineData("``` not a fence ``` but code")]
    public void Is_silent_about_what_is_closed_or_not_opened(string block) => DocumentAssert.IsClean(Sample.WithRows() + "\n" + block + "\n\nThe end.\n");
}
