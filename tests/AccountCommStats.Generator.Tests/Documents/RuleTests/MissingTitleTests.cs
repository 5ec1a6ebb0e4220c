using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Tests.Documents.RuleTests;

public class MissingTitleTests
{
    [Fact]
    public void Points_at_the_first_line_and_takes_the_name_of_the_file()
    {
        DocumentAssert.FindsOne(
            DocumentRules.MissingTitle,
            "{|**Primary Key:** `account_id`|}\n\n" + Sample.Header + "\n" + Sample.KeyRow,
            "has the file's name, 'sample'");
    }

    [Theory]
    [InlineData("# Account Export")]
    [InlineData("Account Export\n==============")]
    [InlineData("<!-- draft -->\n# **Account Export** #")]
    [InlineData("#\u00A0Account Export")]
    public void A_title_may_be_written_in_all_ways_of_Markdown(string title)
    {
        var document = DocumentAssert.IsClean(title + "\n\n**Primary Key:** `account_id`\n\n" + Sample.Header + "\n" + Sample.KeyRow);

        Assert.Equal("Account Export", document.Title.Value);
        Assert.Equal("account", document.Name);
    }
}
