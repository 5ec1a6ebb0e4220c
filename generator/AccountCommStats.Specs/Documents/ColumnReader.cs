using AccountCommStats.Specs.Documents.Cells;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Documents.Names;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents;

/// <summary>Reads the rows of the column tables into columns.</summary>
internal sealed class ColumnReader(VisibleText text, string typeName, DocumentFindings findings)
{
    private readonly List<DocumentColumn> _columns = [];
    private readonly List<int> _rowStarts = [];
    private readonly Dictionary<string, Located<string>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Located<string>> _properties = new(StringComparer.Ordinal);
    private readonly ColumnNumbering _numbering = new();
    private readonly CellReader _cellReader = new(findings);

    /// <summary>The columns whose names could be read, each name once.</summary>
    public IReadOnlyList<DocumentColumn> Columns => _columns;

    /// <summary>The names in all rows, usable or not.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The offset of each row, whether or not it could be read.</summary>
    public IReadOnlyList<int> RowStarts => _rowStarts;

    /// <summary>Reads the rows of all tables.</summary>
    public void Read(IReadOnlyList<ColumnTable> tables)
    {
        var countsPerTable = tables.Count > 1 && tables.All(StartsAtOne);
        foreach (var table in tables)
        {
            if (countsPerTable)
            {
                _numbering.Restart();
            }

            TableHeaderRules.Check(text, table, findings);
            foreach (var row in table.Rows)
            {
                ReadRow(table.Header, row);
            }
        }
    }

    private bool StartsAtOne(ColumnTable table)
        => table.Rows.Count > 0
            && ColumnNumber.TryRead(new RowCells(text, table.Header, table.Rows[0].Row).TextOf(ColumnField.Number)) == 1;

    private void ReadRow(TableHeader header, ColumnTableRow row)
    {
        _rowStarts.Add(row.Row.Span.Start);
        var cells = new RowCells(text, header, row.Row);
        var label = LabelOf(cells);
        Names.Add(cells.TextOf(ColumnField.Name));
        if (row.IsCutOff)
        {
            findings.Add(
                DocumentRules.CutOffRow,
                cells.First,
                $"{label} is cut off from its table by the lines above it, and Markdown viewers do not show it there; move the row directly"
                    + " below the table's last one.");
        }

        // A row with a missing or extra cell is reported once, not for every cell that is shifted.
        if (ReportMisfit(cells, label))
        {
            _numbering.Accept(ColumnNumber.TryRead(cells.TextOf(ColumnField.Number)) ?? _numbering.Expected);
            if (SqlIdentifier.IsUsable(cells.TextOf(ColumnField.Name)))
            {
                AddColumn(cells, CellReader.Unread(cells));
            }

            return;
        }

        ReadNumber(cells, label);
        var values = _cellReader.Read(cells, label);
        if (cells.Has(ColumnField.Name) && !_cellReader.ReportIfBlank(cells, ColumnField.Name, label) && IsNameUsable(cells))
        {
            AddColumn(cells, values);
        }
    }

    private string LabelOf(RowCells cells)
    {
        var name = cells.TextOf(ColumnField.Name);
        return name.Length > 0 ? "The column " + MessageText.Quote(name) : "Row " + MessageText.Number(_rowStarts.Count);
    }

    private bool ReportMisfit(RowCells cells, string label)
    {
        var counts = $"{label} has {MessageText.Count(cells.Counts.OfRow, "cell")}, but its table has {MessageText.Number(cells.Counts.OfTable)}";
        if (cells.Excess is { } excess)
        {
            findings.Add(
                DocumentRules.ExcessCell, excess, counts + "; write a pipe inside a cell as \\|, or remove the surplus.");
            return true;
        }

        var missing = cells.Missing;
        if (missing.Count == 0)
        {
            return false;
        }

        var names = MessageText.List([.. missing.Select(TableHeader.NameOf)]);
        findings.Add(
            DocumentRules.MissingCell, cells.End, $"{counts}: {names} {(missing.Count == 1 ? "is missing; add it." : "are missing; add them.")}");
        return true;
    }

    private void ReadNumber(RowCells cells, string label)
    {
        if (!cells.Has(ColumnField.Number))
        {
            return;
        }

        var expected = _numbering.Expected;
        if (_cellReader.ReportIfBlank(cells, ColumnField.Number, label))
        {
            _numbering.Accept(null);
            return;
        }

        var written = cells.TextOf(ColumnField.Number);
        if (!_numbering.Accept(ColumnNumber.TryRead(written)))
        {
            findings.Add(
                DocumentRules.BrokenNumbering,
                cells.SpanOf(ColumnField.Number),
                $"{label} has the number {MessageText.Quote(written)} where {MessageText.Number(expected)} is expected; number the rows 1, 2, 3"
                    + " without gaps.");
        }
    }

    private bool IsNameUsable(RowCells cells)
    {
        var name = cells.TextOf(ColumnField.Name);
        if (SqlIdentifier.IsUsable(name))
        {
            return true;
        }

        var example = SqlIdentifier.Nearest(name) is { } nearest ? $"; write {MessageText.Quote(nearest)} for example." : ".";
        findings.Add(
            DocumentRules.InvalidColumnName,
            cells.SpanOf(ColumnField.Name),
            $"The column name {MessageText.Quote(name)} cannot be used in SQL: a name has letters from a to z, digits and underscores, no digit in"
                + $" front, and at most {MessageText.Number(SqlIdentifier.MaximumCharacters)} characters{example}");
        return false;
    }

    private void AddColumn(RowCells cells, CellValues values)
    {
        var name = new Located<string>(cells.TextOf(ColumnField.Name), cells.SpanOf(ColumnField.Name));
        if (_names.TryGetValue(name.Value, out var first))
        {
            var message = $"The column name {MessageText.Quote(name.Value)} is used a second time; every column needs its own name.";
            findings.Add(DocumentRules.DuplicateColumn, name.Span, message, first.Span);
            return;
        }

        _names.Add(name.Value, name);
        var property = PropertyNames.Of(name.Value, typeName);
        if (_properties.TryGetValue(property, out var other))
        {
            var message = $"The columns {MessageText.Quote(other.Value)} and {MessageText.Quote(name.Value)} would both become the property"
                + $" {property}; rename one of them.";
            findings.Add(DocumentRules.PropertyClash, name.Span, message, other.Span);
            return;
        }

        _properties.Add(property, name);
        var description = cells.ProseOf(ColumnField.Description);
        _columns.Add(new DocumentColumn(name, property, values.Type, values.IsNullable, description, values.Source));
    }
}
