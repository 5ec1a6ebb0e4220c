using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Fixing;

/// <summary>The lines of a table and where their pipes are.</summary>
internal sealed class TableLayout
{
    private readonly VisibleText _text;
    private readonly List<Line> _lines;
    private readonly int _columns;

    private TableLayout(VisibleText text, List<Line> lines, int columns)
    {
        _text = text;
        _lines = lines;
        _columns = columns;
    }

    /// <summary>Whether the pipes of most rows are below those of the header, that is, whether the cells were padded.</summary>
    public bool IsMostlyAligned
    {
        get
        {
            var rows = _lines.Where(line => !line.IsSeparator).Skip(1).ToList();
            return rows.Count(row => row.Pipes.SequenceEqual(_lines[0].Pipes)) > rows.Count / 2;
        }
    }

    /// <summary>Reads the lines of a table; null if a line lacks an outer pipe or has more or fewer cells than the header.</summary>
    public static TableLayout? TryRead(VisibleText text, ColumnTable table)
    {
        var columns = table.Header.Row.Cells.Count;
        var lines = new List<Line>();
        var first = LineAt(text, table.Header.Row.Span.Start);
        for (var i = first; i < text.Lines.Count; i++)
        {
            if (text.BlockOf(i).Kind == LineKind.Comment && text.IsBlank(i))
            {
                continue;
            }

            if (!text.Contains(text.Lines[i], '|') || (i > first && IsHeader(text, text.Lines[i])))
            {
                break;
            }

            var row = PipeRow.Split(text.Text, text.Lines[i], columns);
            if (row.Cells.Count != columns || text.Text[row.Span.Start] != '|' || row.Cells[columns - 1].End == row.Span.End)
            {
                return null;
            }

            lines.Add(new Line(row, PipesOf(text, text.Lines[i], row), PipeRow.IsAlignment(text.Text, text.Lines[i])));
        }

        return new TableLayout(text, lines, columns);
    }

    /// <summary>The edits that align all pipes; none if they are aligned.</summary>
    public IEnumerable<TextEdit> Align()
    {
        if (_lines.All(line => line.Pipes.SequenceEqual(_lines[0].Pipes)))
        {
            yield break;
        }

        var separator = _lines.FirstOrDefault(line => line.IsSeparator);
        for (var i = 0; i < _columns; i++)
        {
            var alignment = CellAlignment.Of(separator is null ? "" : RawCell(separator, i));
            var width = Math.Max(alignment.MinimumWidth, Math.Max(DisplayWidth.Of(RawCell(_lines[0], i)) - 2, WidestContent(i)));
            foreach (var line in _lines)
            {
                var raw = RawCell(line, i);
                var padded = line.IsSeparator ? CellAlignment.Of(raw).Separator(width) : alignment.Pad(Content(line, i), width);
                if (padded != raw)
                {
                    yield return new TextEdit(line.Row.Cells[i], padded);
                }
            }
        }
    }

    private int WidestContent(int column)
        => _lines.Where(line => !line.IsSeparator).Max(line => DisplayWidth.Of(Content(line, column)));

    private string RawCell(Line line, int column)
        => _text.File.Text.Substring(line.Row.Cells[column].Start, line.Row.Cells[column].Length);

    /// <summary>The cell without padding. Other whitespace, such as form feeds, is content and is kept.</summary>
    private string Content(Line line, int column) => RawCell(line, column).Trim(' ', '\t');

    private static bool IsHeader(VisibleText text, TextSpan line) => TableHeader.Read(text, line).RequiredCount >= 3;

    private static int[] PipesOf(VisibleText text, TextSpan line, PipeRow row)
        => [.. row.Cells.Select(cell => DisplayWidth.Of(text.File.Text.AsSpan(line.Start, cell.End - line.Start)))];

    private static int LineAt(VisibleText text, int offset)
    {
        var (low, high) = (0, text.Lines.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = text.Lines[middle].Start <= offset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private sealed record Line(PipeRow Row, int[] Pipes, bool IsSeparator);
}
