using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Tests.Documents;

/// <summary>Documents so large that only linear algorithms finish in a reasonable time.</summary>
public class LargeDocumentTests
{
    private const int Megabyte = 1 << 20;
    private const int ManyLines = 1 << 17;

    /// <summary>Fragments of Markdown that make a parser look back or ahead.</summary>
    public static TheoryData<string> Fragments =>
    [
        "|", "| ", "\\|", "`", "` ``", "a`b``c```", "<!--", "<!-- x", "-->", "(", "(1 columns) ", "((", ")", "#", "# ", "\n# ", "\n###### x (3 columns)", "*", "**",
        "**a:**", "**Columns:**\n", "**Primary Key:** `a` + ", "`a` or ", "\n", "\r", "\r\n\r\n", "~~~\n", "```\n", "|\n", "|-|\n", "\n| # | Column Name | Data Type | Nullable | Source |",
        "\n|1|2|3|4|5|", "\nx\n|1|2|3|4|5|6|", "9", "~9", "\u00A0", "\uD83D", "\0", "Total: ", "\nTotal:\n", "a:", "\n- ", "=\n", "x\n=\n",
    ];

    [Theory]
    [MemberData(nameof(Fragments))]
    public void Floods_of_anything_are_read_inside_and_outside_a_table(string fragment)
    {
        var length = fragment.Any(c => c is '\n' or '\r') ? ManyLines : Megabyte;
        var flood = string.Concat(Enumerable.Repeat(fragment, length / fragment.Length));

        Assert.NotEmpty(DocumentReader.Read(new SourceFile("spec/flood.md", flood)).Findings);
        var reading = DocumentReader.Read(new SourceFile("spec/flood.md", Sample.WithRows(flood) + "\n**Primary Key:** " + flood));
        Assert.NotNull(reading.Document);
        Assert.All(reading.Findings.Take(100), finding => Assert.InRange(finding.Message.Length, 1, 1000));
    }

    [Theory]
    [InlineData("| {0} | column_{0} | integer | Yes | A number | computed |")]
    [InlineData("| {0} | column_{0} | integr | Perhaps | A number | ? |")]
    [InlineData("| 1 | column_{0} | integer | Yes")]
    [InlineData("| x | same | integer | Yes | `a|b` | computed |")]
    public void Tables_of_many_rows_are_read(string row)
    {
        const int rows = 5_000;
        var table = Enumerable.Range(2, rows).Select(number => string.Format(System.Globalization.CultureInfo.InvariantCulture, row, number));

        var reading = DocumentReader.Read(new SourceFile("spec/long.md", Sample.WithRows([.. table])));

        Assert.True(reading.Document!.Columns.Count == rows + 1 || reading.Findings.Count >= rows - 1);
    }

    [Fact]
    public void A_cell_of_a_megabyte_is_quoted_only_in_part()
    {
        var cell = new string('x', Megabyte);

        var reading = DocumentReader.Read(new SourceFile("spec/wide.md", Sample.WithRows($"| {cell} | {cell} | {cell} | {cell} | {cell} | {cell} |")));

        Assert.Equal(["ACS009", "ACS010", "ACS013", "ACS015", "ACS016"], reading.Findings.Select(finding => finding.Rule.Id));
        Assert.All(reading.Findings, finding => Assert.InRange(finding.Message.Length, 1, 1000));
    }
}
