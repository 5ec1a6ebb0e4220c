using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>A line of a pipe table.</summary>
/// <param name="Span">The row without the blanks around it.</param>
/// <param name="Cells">What stands between its pipes, blanks included; outer pipes may be missing.</param>
internal sealed record PipeRow(TextSpan Span, IReadOnlyList<TextSpan> Cells)
{
    /// <summary>Splits a line at its pipes. An escaped pipe (<c>\|</c>) does not split.</summary>
    /// <param name="text">The document.</param>
    /// <param name="line">The line.</param>
    /// <param name="expectedCells">How many cells the table has; 0 if that is not known yet.</param>
    /// <remarks>
    /// Markdown splits inline code at its pipes too, but people write <c>`a|b`</c> and mean one cell. So a row that has the
    /// wrong number of cells is split again with its code whole, and that is taken where it makes the number right. Never
    /// first: two cells with a stray backtick each would grow together.
    /// </remarks>
    public static PipeRow Split(string text, TextSpan line, int expectedCells = 0)
    {
        var span = Whitespace.Trim(text, line);
        var cells = SplitAtPipes(text, span, []);
        if (expectedCells > 0 && cells.Count != expectedCells && text.IndexOf('`', span.Start, span.Length) >= 0)
        {
            var cellsWithCodeWhole = SplitAtPipes(text, span, CodeSpans.Find(text, span));
            if (cellsWithCodeWhole.Count == expectedCells)
            {
                cells = cellsWithCodeWhole;
            }
        }

        return new PipeRow(span, cells);
    }

    /// <summary>Whether a row only says how its columns are aligned, such as <c>|---|:---:|</c>.</summary>
    public static bool IsAlignment(string text, TextSpan line)
    {
        var hasPipe = false;
        var hasDash = false;
        for (var i = line.Start; i < line.End; i++)
        {
            var c = text[i];
            hasPipe |= c == '|';

            // Editors that correct typography turn hyphens into dashes.
            var isDash = c is '-' or '\u2013' or '\u2014' or '\u2212';
            hasDash |= isDash;
            if (!isDash && c is not ('|' or ':') && !Whitespace.IsBlank(c))
            {
                return false;
            }
        }

        return hasPipe && hasDash;
    }

    private static List<TextSpan> SplitAtPipes(string text, TextSpan span, List<TextSpan> whole)
    {
        var cells = new List<TextSpan>();
        var next = 0;
        var start = span.Length > 0 && text[span.Start] == '|' ? span.Start + 1 : span.Start;
        var isEscaped = false;
        for (var i = start; i < span.End; i++)
        {
            while (next < whole.Count && whole[next].End <= i)
            {
                next++;
            }

            if (next < whole.Count && whole[next].Start == i)
            {
                i = whole[next].End - 1;
                isEscaped = false;
                continue;
            }

            if (text[i] == '|' && !isEscaped)
            {
                cells.Add(TextSpan.FromBounds(start, i));
                start = i + 1;
            }

            isEscaped = text[i] == '\\' && !isEscaped;
        }

        // What follows the closing pipe is no cell.
        if (start < span.End)
        {
            cells.Add(TextSpan.FromBounds(start, span.End));
        }

        return cells;
    }
}
