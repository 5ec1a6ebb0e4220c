using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>Finds the tables that list columns among everything else a document holds.</summary>
internal sealed class ColumnTableFinder
{
    /// <summary>A header with so many of the five required fields means to list columns.</summary>
    private const int SurelyColumnTable = 4;

    /// <summary>A header with so many of them may mean to, in a document that has nothing better.</summary>
    private const int PerhapsColumnTable = 3;

    private readonly VisibleText _text;
    private readonly bool[] _isTableLine;

    private ColumnTableFinder(VisibleText text)
    {
        _text = text;
        _isTableLine = new bool[text.Lines.Count];
    }

    /// <summary>The column tables, in the order of the document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="isTableLine">For each line, whether it belongs to a table and so is neither heading nor metadata.</param>
    public static IReadOnlyList<ColumnTable> Find(VisibleText text, out bool[] isTableLine)
    {
        var finder = new ColumnTableFinder(text);
        var tables = finder.ReadTables();
        isTableLine = finder._isTableLine;

        var sure = tables.FindAll(table => table.Header.RequiredCount >= SurelyColumnTable);
        return sure.Count > 0 ? sure : tables;
    }

    private List<ColumnTable> ReadTables()
    {
        var tables = new List<ColumnTable>();
        for (var line = 0; line < _text.Lines.Count;)
        {
            if (TryReadHeader(line) is { } header)
            {
                tables.Add(ReadTable(header, ref line));
            }
            else
            {
                _isTableLine[line] = IsAlignment(line) || IsAlignment(line + 1);
                line++;
            }
        }

        return tables;
    }

    private TableHeader? TryReadHeader(int line)
    {
        if (!HasPipe(line))
        {
            return null;
        }

        var header = TableHeader.Read(_text, _text.Lines[line]);
        return header.RequiredCount >= PerhapsColumnTable ? header : null;
    }

    /// <summary>Reads the rows below a header, and moves on to the line that is no part of the table any more.</summary>
    /// <remarks>
    /// A blank line or a line of prose ends a table in Markdown. A row further down that still counts on as the table does was
    /// meant to be in it: leaving it out would drop a column silently. Only another table's header surely ends this one.
    /// </remarks>
    private ColumnTable ReadTable(TableHeader header, ref int line)
    {
        var rows = new List<ColumnTableRow>();
        var isCutOff = false;
        _isTableLine[line] = true;
        for (line++; line < _text.Lines.Count; line++)
        {
            if (IsAlignment(line) || _text.IsComment(line))
            {
                _isTableLine[line] = true;
                continue;
            }

            if (!HasPipe(line))
            {
                isCutOff = true;
                continue;
            }

            if (TryReadHeader(line) is not null)
            {
                break;
            }

            var row = PipeRow.Split(_text.Text, _text.Lines[line], header.Row.Cells.Count);
            if (isCutOff ? !CountsOn(header, row) : !IsWrittenLike(header, row))
            {
                if (isCutOff && IsAlignment(line + 1))
                {
                    break;
                }

                isCutOff = true;
                continue;
            }

            _isTableLine[line] = true;
            if (!SaysNothing(header, row))
            {
                rows.Add(new ColumnTableRow(row, isCutOff));
            }

            isCutOff = false;
        }

        return new ColumnTable(header, rows);
    }

    /// <summary>Whether a row has as many cells as its table and a number in front: prose with pipes does not.</summary>
    private bool CountsOn(TableHeader header, PipeRow row)
        => header.Has(ColumnField.Number)
            && row.Cells.Count == header.Row.Cells.Count
            && ColumnNumber.TryRead(PlainText.Unwrapped(_text.Text, row.Cells[header.OrdinalOf(ColumnField.Number)])) is not null;

    /// <summary>Whether a line right below a table is a row: a sentence that mentions a pipe is not.</summary>
    private bool IsWrittenLike(TableHeader header, PipeRow row)
        => _text.Text[row.Span.Start] == '|'
            || _text.Text[header.Row.Span.Start] != '|'
            || row.Cells.Count >= header.Row.Cells.Count;

    /// <summary>Whether a row is blank, or a label that spans the columns below it.</summary>
    private bool SaysNothing(TableHeader header, PipeRow row)
    {
        var said = -1;
        for (var i = 0; i < row.Cells.Count; i++)
        {
            if (Blanks.IsBlank(_text.Text, row.Cells[i]))
            {
                continue;
            }

            if (said >= 0)
            {
                return false;
            }

            said = i;
        }

        if (said < 0)
        {
            return true;
        }

        var isRowOfTable = row.Cells.Count == header.Row.Cells.Count;
        var only = _text.Trim(row.Cells[said]);
        return isRowOfTable
            && said != header.OrdinalOf(ColumnField.Number)
            && (_text.Text[only.Start] == '*' || !SqlIdentifier.IsUsable(_text.Of(only)));
    }

    private bool HasPipe(int line) => _text.Contains(_text.Lines[line], '|');

    private bool IsAlignment(int line) => line < _text.Lines.Count && PipeRow.IsAlignment(_text.Text, _text.Lines[line]);
}
