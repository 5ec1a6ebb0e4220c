using System.Globalization;

namespace AccountCommStats.Tests.Documents.Viewer;

/// <summary>Writes documents at random: tables, code, HTML, comments and front matter, nested in quotations and lists.</summary>
internal sealed class RandomDocument(int seed)
{
    private const int DeepestNesting = 3;

    private const string Delimiter = "|---|---|---|---|---|---|";

    private static readonly string[] _descriptions =
    [
        "plain", "**bold** text", "_some_ emphasis", "a*b*c", "snake_case_word", "see [the page](https://example.com/a_b)", "`code_of_it`", "`a\\b` and \\*stars\\*",
        "5 &lt; 6 &amp; 7", "a \\| b", "x <b>y</b> z", "<https://example.com>", "![image](i.png)", "**[both](x)** of _them_", "***very***", "_a_b_", "2 * 3 * 4", "`` ` ``",
        "a & b", "[no link]", "\"quoted\"", "&copy; 2025", "*a **b** c*", "**unclosed", "_", "[a](b \"c\") d", "\\_escaped\\_", "tail\\\\", "one | too many", "<!-- hidden --> seen",
    ];

    private readonly Random _random = new(seed);
    private int _columns;

    /// <summary>Writes the document.</summary>
    public string Write()
    {
        var lines = new List<string>();
        if (_random.Next(8) == 0)
        {
            lines.AddRange(["---", "title: x", "# a comment", "---", ""]);
        }

        lines.AddRange(["# Sample Export", "", "**Primary Key:** `column_1`", ""]);
        lines.AddRange(Table());
        lines.Add("");
        lines.AddRange(Blocks(0));
        return string.Join('\n', lines) + "\n";
    }

    private List<string> Blocks(int depth)
    {
        var lines = new List<string>();
        for (var count = _random.Next(1, depth == 0 ? 7 : 4); count > 0; count--)
        {
            lines.AddRange(Block(depth));
            if (_random.Next(6) > 0)
            {
                lines.Add("");
            }
        }

        return lines;
    }

    private List<string> Block(int depth) => _random.Next(depth < DeepestNesting ? 16 : 12) switch
    {
        0 or 1 or 2 => Table(),
        3 => OneOf<List<string>>(["Some text."], ["Some text | with a pipe."], ["Two lines", "of text."], ["***"], ["---"]),
        4 => OneOf<List<string>>(["## Section"], ["Section", "---"], ["### Section ###"], ["#no heading"]),
        5 => Fenced(),
        6 => [.. Table().Select(line => "    " + line)],
        7 => OneOf<List<string>>(["<!-- one line -->"], ["<!-- several", .. Table(), "lines -->"], ["<!--", "", .. Table(), "-->"]),
        8 => OneOf<List<string>>(["<details>", "", .. Table(), "", "</details>"], ["<div>", .. Table(), "</div>"], ["<pre>", .. Table(), "</pre>"], ["<b>", .. Table()]),
        9 => Broken(),
        10 => ["| Key | Meaning |", "|---|---|", "| a | b |"],
        11 => [.. Table().Select(line => new string(' ', _random.Next(4)) + line)],
        12 or 13 => [.. Blocks(depth + 1).Select(line => OneOf("> ", "> ", ">") + line)],
        _ => Item(depth),
    };

    private List<string> Item(int depth)
    {
        var marker = OneOf("- ", "* ", "1. ", "-   ", "10) ");
        var lines = Blocks(depth + 1);
        return [.. lines.Select((line, i) => i == 0 ? marker + line : line.Length == 0 ? "" : new string(' ', marker.Length) + line)];
    }

    private List<string> Fenced()
    {
        var mark = OneOf("```", "~~~", "````", "``` sql");
        return [new string(' ', _random.Next(4)) + mark, .. Table(), .. _random.Next(5) == 0 ? [] : (string[])[mark.Split(' ')[0]]];
    }

    /// <summary>A table with something else between two of its lines.</summary>
    private List<string> Broken()
    {
        var lines = Table();
        lines.Insert(_random.Next(lines.Count), OneOf("", "text", "<!-- note -->", "<div>", "```", "- item", "> quoted", "## Heading", "| | | | | | |", "***", "    indented"));
        return lines;
    }

    private List<string> Table()
    {
        var lines = new List<string> { "| # | Column Name | Data Type | Nullable | Description | Source Table |", Delimiter };
        for (var rows = _random.Next(1, 4); rows > 0; rows--)
        {
            _columns++;
            var number = _columns.ToString(CultureInfo.InvariantCulture);
            var name = _random.Next(12) switch { 0 => $"`column_{number}`", 1 => $"**column_{number}**", 2 => $"column\\_{number}", 3 => $"_column_{number}_", 4 => $"column_{number} x", _ => "column_" + number };
            lines.Add($"| {number} | {(_columns == 1 ? "column_1" : name)} | {OneOf("bigint", "`text`", "numeric(10,2)")} | {(_columns == 1 ? "No" : OneOf("No", "Yes"))} | {OneOf(_descriptions)} | {OneOf("t", "computed", "`t.c`")} |");
        }

        return lines;
    }

    private T OneOf<T>(params T[] values) => values[_random.Next(values.Length)];
}
