namespace AccountCommStats.Tests.Documents;

/// <summary>The text of Markdown in cells and titles: what a viewer shows.</summary>
public class InlineTextTests
{
    [Theory]
    [InlineData("Matches `^\\d{5}\\.\\d$` or `a\\_b` and `C:\\\\x`", "Matches `^\\d{5}\\.\\d$` or `a\\_b` and `C:\\\\x`")]
    [InlineData("**Net** of [tax](#t) &amp; fees, \\*rounded\\*<br>in EUR", "Net of tax & fees, *rounded* in EUR")]
    [InlineData("***very*** _much_ of **a *b* c**", "very much of a b c")]
    [InlineData("snake_case_name, 2 * 3 * 4, __init__ and *open", "snake_case_name, 2 * 3 * 4, init and *open")]
    [InlineData("![logo](i.png \"A logo\") and <https://example.com/a_b> <b>now</b>", "logo and https://example.com/a_b now")]
    [InlineData("[**bold** `code`](<a b> 'x') [no link] [x] (y)", "bold `code` [no link] [x] (y)")]
    [InlineData("&lt;b&gt; &#228; &#xE4; &nosuch; &copy", "<b> ä ä &nosuch; &copy")]
    [InlineData("`a &amp; *b*` and a\\|b", "`a &amp; *b*` and a|b")]
    public void A_description_reads_as_it_is_shown(string written, string shown)
        => Assert.Equal(shown, DocumentAssert.IsClean(Sample.WithRows($"| 2 | total | integer | Yes | {written} | computed |")).Columns[1].Description);

    [Theory]
    [InlineData("_total_")]
    [InlineData("__total__")]
    [InlineData("**`total`**")]
    [InlineData("[total](#total)")]
    [InlineData("<a id=\"total\"></a>total")]
    [InlineData("<b>to</b>tal")]
    public void A_name_is_taken_without_what_is_around_it(string written)
        => Assert.Equal("total", DocumentAssert.IsClean(Sample.WithRows($"| 2 | {written} | integer | Yes | | computed |")).Columns[1].Name.Value);

    [Theory]
    [InlineData("<a id=\"b\"></a>2")]
    [InlineData("[2](#net)")]
    [InlineData("_2._")]
    public void A_number_is_taken_without_what_is_around_it(string written)
        => DocumentAssert.IsClean(Sample.WithRows($"| {written} | total | integer | Yes | | computed |"));

    [Fact]
    public void An_entity_does_not_reach_the_file_name()
    {
        var document = DocumentAssert.IsClean(Sample.WithRows().Replace("# Account Export", "# Orders &amp; Returns Export", StringComparison.Ordinal));

        Assert.Equal("Orders & Returns Export Specification", document.Title.Value);
        Assert.Equal("orders-returns", document.Name);
    }

    [Fact]
    public void The_description_is_read_below_an_emphasized_header()
        => Assert.Equal("The account", DocumentAssert.IsClean(Sample.WithRows().Replace("| Description", "| _Description_", StringComparison.Ordinal)).Columns[0].Description);
}
