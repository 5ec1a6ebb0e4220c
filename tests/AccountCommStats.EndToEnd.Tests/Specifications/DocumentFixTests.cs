using System.Text.RegularExpressions;
using AccountCommStats.Specifications.Fixing;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Findings;
using CsCheck;

namespace AccountCommStats.EndToEnd.Tests.Specifications;

/// <summary>What <c>acstats spec fix</c> does to a document.</summary>
public sealed partial class DocumentFixTests
{
    private const string Header = "# X Export\n\n**Primary Key:** `id`\n\n| # | Column Name | Data Type | Nullable | Source |\n|---|---|---|---|---|\n| 1 | id | bigint | No | x.id |\n";

    private static readonly string[] Shapes = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "shapes")).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    /// <summary>Documents as people write them, with some lines removed or duplicated, or some characters exchanged.</summary>
    private static readonly Gen<string> Documents =
        from shape in OneOf(Shapes)
        from ending in OneOf("\n", "\r\n")
        from mark in OneOf("", "\uFEFF")
        from edits in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 500], OneOf("| x |", "| 7. |", "|", "`", "\\|", " ", "Y", "<!--", "-->", "é漢")).Array[0, 4]
        select mark + edits.Aggregate(shape, Mutate).ReplaceLineEndings(ending);

    [Theory]
    [InlineData("| 3 | a | text | Yes | x |", "| 2 | a | text | Yes | x |")]
    [InlineData("| <a id=\"a\"></a>3 | a | text | Yes | x |", "| <a id=\"a\"></a>2 | a | text | Yes | x |")]
    [InlineData("| [3](#a) | a | text | Yes | x |", "| [2](#a) | a | text | Yes | x |")]
    [InlineData("| 2 | a | [INT](#types) | _YES_ | x |", "| 2 | a | [integer](#types) | _Yes_ | x |")]
    [InlineData("| | a | text | Yes | x |", "| 2 | a | text | Yes | x |")]
    [InlineData("|| a | text | Yes | x |", "| 2 | a | text | Yes | x |")]
    [InlineData("| **3.** | a | text | Yes | x |", "| **2.** | a | text | Yes | x |")]
    [InlineData("3 | a | text | Yes | x", "2 | a | text | Yes | x")]
    [InlineData("| 2 | a | INTEGER | YES | x |", "| 2 | a | integer | Yes | x |")]
    [InlineData("| 2 | a | `Numeric (10, 2)` | y (rarely) | x |", "| 2 | a | `numeric(10,2)` | Yes (rarely) | x |")]
    [InlineData("| 2 | a | int4 | n | x |", "| 2 | a | integer | No | x |")]
    [InlineData("| 2 | a | character varying(20) | no | x |", "| 2 | a | varchar(20) | No | x |")]
    [InlineData("| 2 | a | timestamp with time zone | No | x |", "| 2 | a | timestamptz | No | x |")]
    [InlineData("| 2 | a | DECIMAL(4,1) | No | x |", "| 2 | a | numeric(4,1) | No | x |")]
    public void Fixes_a_row(string row, string repaired) => Assert.Equal(Header + repaired + "\n", Fix(Header + row + "\n"));

    [Theory]
    [InlineData("| 2 | a | text | Maybe | x |")]
    [InlineData("| x | a | text | Yes | x |")]
    [InlineData("| 2 (new) | a | text | Yes | x |")]
    [InlineData("| C2 | a | text | Yes | x |")]
    [InlineData("| direction | text | Yes | in | out |")]
    [InlineData("| **Amounts** | | | | |")]
    [InlineData("| Amounts | | | | |")]
    [InlineData("\n| 1 | 2 | 3 | 4 | 5 |\n|---|---|---|---|---|\n| a | b | INT | NO | e |")]
    [InlineData("\n- ```markdown\n  | 7 | sample | INT | YES | x |\n  ```")]
    [InlineData("\nColumns: 3rd party fields come last.")]
    [InlineData("\nFields: 50% of them are nullable.")]
    [InlineData("\n**Total:** 3.5 GB")]
    [InlineData("\n**Columns:** 2025-12-10 reviewed by finance")]
    [InlineData("| 2 | a | integr | Yes | x |")]
    [InlineData("| 2 | a | money | Yes | x |")]
    [InlineData("| a | text | Yes | x |")]
    [InlineData("| 9<!-- was 2 --> | a | text | Yes | x |")]
    public void Leaves_alone_what_only_its_author_can_fix(string row)
    {
        var document = Header + row + "\n";

        Assert.Equal(document.Replace("9<!-- was 2 -->", "2<!-- was 2 -->", StringComparison.Ordinal), Fix(document));
    }

    [Theory]
    [InlineData("## Total Column Count: 5", "## Total Column Count: 1")]
    [InlineData("## Total: 19 columns", "## Total: 1 column")]
    [InlineData("**Columns:** 5", "**Columns:** 1")]
    [InlineData("**Total Column Count:** `5`", "**Total Column Count:** `1`")]
    [InlineData("### Amounts (**5** columns)\n\n### Total (**5** columns)", "### Amounts (**5** columns)\n\n### Total (**1** column)")]
    [InlineData("Total: 5 columns\n---", "Total: 1 column\n---")]
    [InlineData("| Property | Value |\n|---|---|\n| Columns | 5 |", "| Property | Value |\n|---|---|\n| Columns | 1 |")]
    [InlineData("## Total: ~20", "## Total: ~1")]
    [InlineData("## Total: 18-22 columns", "## Total: 1 column")]
    public void Corrects_a_total(string total, string corrected) => Assert.Equal(Header + "\n" + corrected + "\n", Fix(Header + "\n" + total + "\n"));

    [Fact]
    public void A_table_that_was_aligned_stays_aligned()
        => Assert.Equal(
            """
            | # | Column Name | Data Type | Nullable | Source |
            |--:|-------------|:---------:|----------|--------|
            | 1 | id          |  bigint   | No       | x.id   |
            | 2 | longer_name |  integer  | Yes      | x      |
            | 3 | b           |   text    | Yes      | x      |
            """,
            Fix(
            """
            | # | Column Name | Data Type | Nullable | Source |
            |--:|-------------|:---------:|----------|--------|
            | 1 | id          |  bigint   | No       | x.id   |
            | | longer_name | int | Yes | x |
            | 2 | b           |   text    | Yes      | x      |
            """));

    [Fact]
    public void An_aligned_table_is_widened_for_a_long_name_and_for_wide_characters()
        => Assert.Equal(
            """
            | #   | Column Name   | Data Type | Nullable | Description | Source |
            | --- | ------------- | --------- | -------- | ----------- | ------ |
            | 1   | id            | bigint    | No       | 漢字        | x.id   |
            | 2   | a_longer_name | text      | Yes      | b           | x      |
            """,
            Fix(
            """
            | #   | Column Name | Data Type | Nullable | Description | Source |
            | --- | ----------- | --------- | -------- | ----------- | ------ |
            | 1   | id          | bigint    | No       | 漢字        | x.id   |
            | 2   | a_longer_name | text      | Yes      | b           | x      |
            """, alignAll: true));

    [Fact]
    public void A_compact_table_is_aligned_only_on_request()
    {
        const string Row = "| 2 | name | text | Yes | x |\n";

        Assert.Equal(Header + Row, Fix(Header + Row));
        Assert.EndsWith(
            """
            | # | Column Name | Data Type | Nullable | Source |
            |---|-------------|-----------|----------|--------|
            | 1 | id          | bigint    | No       | x.id   |
            | 2 | name        | text      | Yes      | x      |

            """.ReplaceLineEndings("\n"),
            Fix(Header + Row, alignAll: true),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\f')]
    [InlineData('\u2028')]
    [InlineData('\u0085')]
    [InlineData('\u00A0')]
    public void An_aligned_table_keeps_odd_whitespace_in_its_cells(char space)
    {
        var document = "# X Export\n\n**Primary Key:** `a`\n\n| # | Column Name | Data Type | Nullable | Source  |\n|---|-------------|-----------|----------|---------|\n"
            + $"| 1 | a           | bigint    | No       | t.x{space}    |\n"
            + "| 2 | b           | bigint    | No       | t       |\n| 3 | c           | bigint    | No       | t       |\n| 4 | d | bigint | No | t |\n";

        var once = Fix(document);

        Assert.NotEqual(document, once);
        Assert.Contains($"t.x{space} ", once, StringComparison.Ordinal);
        Assert.NotEmpty(UnifiedDiff.Of("x.md", document, once));
    }

    [Fact]
    public void Fixing_twice_changes_nothing_more()
        => Documents.Sample(
            text =>
            {
                foreach (var alignAll in new[] { false, true })
                {
                    var once = Fix(text, alignAll);
                    Assert.Equal(once, Fix(once, alignAll));
                }
            },
            iter: 2_000);

    [Fact]
    public void Only_rows_and_counts_are_touched_and_no_column_is_lost()
        => Documents.Sample(
            text =>
            {
                var (before, after) = (text.Split('\n'), Fix(text).Split('\n'));
                Assert.Equal(before.Length, after.Length);
                foreach (var (old, edited) in before.Zip(after).Where(pair => pair.First != pair.Second))
                {
                    Assert.Equal(Owned().Replace(old, ""), Owned().Replace(edited, ""));
                    Assert.Equal(old.EndsWith('\r'), edited.EndsWith('\r'));
                }

                Assert.Equal(Names(text), Names(string.Join('\n', after)));
            },
            iter: 2_000);

    /// <summary>
    /// Matches what fix may change: numbers, the padding and dashes of tables, spellings of types, Yes and No, and the plural of
    /// column.
    /// </summary>
    [GeneratedRegex(@"[\d\s:–—-]|\b(yes|no|y|n|columns?|fields?|bigint|integer|smallint|int[248]?|boolean|bool|text|varchar|character varying|numeric|decimal|date|timestamp|timestamptz|with(out)? time zone|double precision|float8|uuid|jsonb)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Owned();

    private static string Fix(string text, bool alignAll = false) => DocumentFix.Of(new SourceFile("spec/x.md", text), alignAll);

    private static IEnumerable<string>? Names(string text)
        => DocumentReader.Read(new SourceFile("spec/x.md", text)).Document?.Columns.Select(column => column.Name.Value);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Mutate(string text, (int Kind, int Line, string Insert) edit)
    {
        var lines = text.Split('\n').ToList();
        var line = edit.Line % lines.Count;
        switch (edit.Kind)
        {
            case 0:
                lines.RemoveAt(line);
                break;
            case 1:
                lines.Insert(line, lines[line]);
                break;
            case 2:
                lines[line] = lines[line].ToUpperInvariant();
                break;
            case 3:
                lines[line] = edit.Insert + lines[line];
                break;
            default:
                lines[line] = lines[line].Insert(lines[line].Length / 2, edit.Insert);
                break;
        }

        return string.Join('\n', lines);
    }
}
