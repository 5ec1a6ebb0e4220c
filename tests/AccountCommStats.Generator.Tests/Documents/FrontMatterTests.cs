namespace AccountCommStats.Tests.Documents;

/// <summary>The front matter of a document is for other tools, and is skipped.</summary>
public class FrontMatterTests
{
    [Theory]
    [InlineData("---\n# kept by finance\nowner: finance\n---\n\n")]
    [InlineData("+++\n# kept by finance\ntitle = \"X\"\n+++\n")]
    [InlineData("---\n# kept by finance\n...\n")]
    public void Is_skipped(string frontMatter) => Assert.Equal("Account Export Specification", DocumentAssert.IsClean(frontMatter + Sample.WithRows()).Title.Value);

    [Theory]
    [InlineData("---\n\n")]
    [InlineData("---\n")]
    public void A_rule_is_none(string rule)
        => Assert.Equal("Account Export Specification", DocumentAssert.IsClean(rule + Sample.WithRows() + "\n---\n").Title.Value);
}
