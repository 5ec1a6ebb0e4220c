namespace AccountCommStats.Benchmarks.Reporting;

/// <summary>A Markdown table that is also legible as text. The first column is left-aligned, the others right-aligned.</summary>
internal static class MarkdownTable
{
    /// <summary>Formats the table, without a line break at its end.</summary>
    public static string Format(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = header.Select((name, i) => rows.Select(row => row[i].Length).Append(name.Length).Max()).ToArray();
        var rule = widths.Select((width, i) => i == 0 ? new string('-', width + 2) : new string('-', width + 1) + ":");
        return string.Join('\n', [Row(header), $"|{string.Join('|', rule)}|", .. rows.Select(Row)]);

        string Row(IReadOnlyList<string> cells)
            => $"| {string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))} |";
    }
}
