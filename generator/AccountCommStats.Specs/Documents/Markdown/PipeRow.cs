using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>A line of a pipe table.</summary>
/// <param name="Span">The row without surrounding whitespace.</param>
/// <param name="Cells">The text between its pipes, including whitespace; outer pipes may be missing.</param>
internal sealed record PipeRow(TextSpan Span, IReadOnlyList<TextSpan> Cells)
{
    /// <summary>Splits a line at its pipes. An escaped pipe (<c>\|</c>) does not split.</summary>
    /// <param name="text">The document.</param>
    /// <param name="line">The line.</param>
    /// <param name="expectedCells">The number of cells in the table; 0 if not known yet.</param>
    /// <remarks>
    /// Markdown also splits inline code at its pipes, but people write <c>`a|b`</c> and mean one cell. A row with the wrong number of cells
    /// is therefore split again without splitting its code, and the result is used if its number of cells is right. This is not tried
    /// first, because two cells with a stray backtick each would be joined.
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

    /// <summary>Whether a row only specifies the alignment of columns, such as <c>|---|:---:|</c>.</summary>
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

        // There is no cell after the closing pipe.
        if (start < span.End)
        {
            cells.Add(TextSpan.FromBounds(start, span.End));
        }

        return cells;
    }
}
