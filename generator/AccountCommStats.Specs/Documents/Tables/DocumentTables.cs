using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>The tables of a document. Every visible line with pipes has a label, so no row is missed.</summary>
internal sealed class DocumentTables
{
    private readonly VisibleText _text;
    private readonly RowLabel[] _labels;
    private readonly List<ColumnTable> _columnTables = [];
    private readonly List<OtherTable> _otherTables = [];
    private readonly List<(PipeRow, Heading?)> _strayRows = [];
    private readonly bool _hasSureTable;
    private ColumnTable? _columns;
    private OtherTable? _other;
    private Heading? _heading;

    private DocumentTables(VisibleText text)
    {
        _text = text;
        _labels = new RowLabel[text.Lines.Count];
        _hasSureTable = Enumerable.Range(0, text.Lines.Count).Any(line => HasPipe(line) && ReadHeader(line).IsOfColumns(amongOthers: true));
        for (var line = 0; line < text.Lines.Count; line++)
        {
            Label(line);
        }
    }

    /// <summary>The column tables, in the order of the document.</summary>
    public IReadOnlyList<ColumnTable> ColumnTables => _columnTables;

    /// <summary>The other tables, in the order of the document.</summary>
    public IReadOnlyList<OtherTable> OtherTables => _otherTables;

    /// <summary>Lines with pipes outside all tables, with the heading above them.</summary>
    public IReadOnlyList<(PipeRow Row, Heading? Heading)> StrayRows => _strayRows;

    /// <summary>Reads the tables of a document.</summary>
    public static DocumentTables Read(VisibleText text) => new(text);

    /// <summary>The label of a line.</summary>
    public RowLabel LabelOf(int line) => _labels[line];

    /// <summary>Whether a line belongs to a table and so is neither heading nor statement.</summary>
    public bool IsTableLine(int line) => _labels[line] != RowLabel.None;

    private void Label(int line)
    {
        if (!HasPipe(line))
        {
            if (!IsRemovedRow(line))
            {
                Detach();
            }

            _heading = Heading.TryRead(_text, line) ?? _heading;
            return;
        }

        if (line > 0 && !IsRemovedRow(line - 1) && !IsOfOneBlock(line - 1, line))
        {
            Detach();
        }

        if (PipeRow.IsAlignment(_text.Text, _text.Lines[line]))
        {
            _labels[line] = _columns is not null ? RowLabel.Header : RowLabel.OtherTable;
        }
        else if (ReadHeader(line) is var header && header.IsOfColumns(_hasSureTable))
        {
            StartColumns(line, header);
        }
        else if (_columns is null && _other is null && IsAlignment(line + 1))
        {
            _labels[line] = RowLabel.OtherTable;
            _other = new OtherTable(header, _heading);
            _otherTables.Add(_other);
        }
        else if (_other is not null)
        {
            _labels[line] = RowLabel.OtherTable;
            _other.Rows.Add(header.Row);
        }
        else
        {
            LabelRow(line, header.Row);
        }
    }

    private void StartColumns(int line, TableHeader header)
    {
        _labels[line] = RowLabel.Header;
        var isInTable = _columns is not null || _other is not null;
        _other = null;
        _columns = new ColumnTable(header, isInTable ? null : WhyHidden(line, header));
        _columnTables.Add(_columns);
    }

    /// <remarks>
    /// In Markdown, a blank line or a line of prose ends a table. A later row that looks like a row of the table is still read as one,
    /// because leaving it out would silently drop a column. Only the header of another table always ends the table.
    /// </remarks>
    private void LabelRow(int line, PipeRow unsplit)
    {
        var table = _columns ?? _columnTables.LastOrDefault();
        var row = table is null ? unsplit : PipeRow.Split(_text.Text, _text.Lines[line], table.Header.Row.Cells.Count);
        var isCutOff = _columns is null;
        if (table is null || !(isCutOff ? ColumnRowShape.IsOf(_text, table.Header, row) : IsWrittenLike(table.Header, row)))
        {
            _strayRows.Add((unsplit, _heading));
            Detach();
            return;
        }

        _columns = table;
        if (ColumnRowShape.SaysNothing(_text, table.Header, row))
        {
            _labels[line] = RowLabel.Caption;
            return;
        }

        _labels[line] = RowLabel.Column;
        table.Rows.Add(new ColumnTableRow(row, isCutOff));
    }

    private void Detach()
    {
        _columns = null;
        _other = null;
    }

    /// <summary>Whether a line directly below a table is a row, and not a sentence with a pipe.</summary>
    private bool IsWrittenLike(TableHeader header, PipeRow row)
        => _text.Text[row.Span.Start] == '|'
            || _text.Text[header.Row.Span.Start] != '|'
            || row.Cells.Count >= header.Row.Cells.Count;

    private string? WhyHidden(int line, TableHeader header)
    {
        var block = _text.BlockOf(line);
        if (block.Kind != LineKind.Text)
        {
            return "the HTML above it has no blank line after it; add one";
        }

        if (block.IsLazy)
        {
            return "it continues the text of a list item or quotation; put a blank line before it";
        }

        if (block.Heading > 0 && block.Paragraph == 0)
        {
            // Viewers show "# | Column Name" as a heading, but its author meant a table, and its rows are read.
            return null;
        }

        if (!IsAlignment(line + 1) || !IsOfOneBlock(line, line + 1))
        {
            return "no line such as |---|---| stands below its header; write one with as many cells as the header";
        }

        var delimiters = PipeRow.Split(_text.Text, _text.Lines[line + 1]);
        var hasDashes = delimiters.Cells.Any(cell => _text.Of(cell).Any(c => c is not ('-' or ':') && !Whitespace.IsBlank(c)));
        return hasDashes ? "the line below its header has dashes that are not hyphens; write |---|---|"
            : delimiters.Cells.Count != header.Row.Cells.Count
                ? $"the line below its header has {MessageText.Count(delimiters.Cells.Count, "cell")}, but the header has"
                    + $" {MessageText.Number(header.Row.Cells.Count)}; write {MessageText.Number(header.Row.Cells.Count)}"
            : null;
    }

    private TableHeader ReadHeader(int line) => TableHeader.Read(_text, _text.Lines[line]);

    /// <summary>
    /// Whether two lines can be in one table: both are in the same quotation or list item, and either both or neither have its marks,
    /// because only some viewers accept rows without them.
    /// </summary>
    private bool IsOfOneBlock(int first, int second)
        => _text.BlockOf(first) is var one && _text.BlockOf(second) is var two
            && one.Container == two.Container && one.IsLazy == two.IsLazy && one.Kind == two.Kind && two.Kind is LineKind.Text or LineKind.Html;

    /// <summary>Whether a line is a row that was commented out. The author expects the table to continue below it.</summary>
    private bool IsRemovedRow(int line)
        => _text.BlockOf(line).Kind == LineKind.Comment && _text.IsBlank(line)
            && _text.File.Text.IndexOf('|', _text.Lines[line].Start, _text.Lines[line].Length) >= 0;

    private bool HasPipe(int line) => _text.Contains(_text.Lines[line], '|');

    private bool IsAlignment(int line) => line < _text.Lines.Count && PipeRow.IsAlignment(_text.Text, _text.Lines[line]);
}
