namespace AccountCommStats.Specs;

/// <summary>Reads the rows of the column tables into columns.</summary>
/// <remarks>
/// A cell that cannot be read is reported, and stands in the column as what raises no further finding: a nullable text,
/// computed. Nothing is generated from such a document.
/// </remarks>
internal sealed class ColumnReader(VisibleText text, string typeName, DocumentFindings findings)
{
    private readonly List<DocumentColumn> _columns = [];
    private readonly List<int> _rowStarts = [];
    private readonly Dictionary<string, Located<string>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Located<string>> _properties = new(StringComparer.Ordinal);
    private readonly ColumnNumbering _numbering = new();

    /// <summary>The columns whose names could be read, each name once.</summary>
    public IReadOnlyList<DocumentColumn> Columns => _columns;

    /// <summary>Where each row starts, whether it could be read or not.</summary>
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

            TableHeaderRules.Check(text, table.Header, findings);
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
        if (row.IsCutOff)
        {
            findings.Add(DocumentRules.CutOffRow, cells.First, label + " is cut off from its table by the lines above it, and Markdown"
                + " viewers do not show it there; move the row directly below the table's last one.");
        }

        // A row with a cell too few or too many is one mistake, not one for every cell that it moved.
        if (ReportMisfit(cells, label))
        {
            _numbering.Accept(ColumnNumber.TryRead(cells.TextOf(ColumnField.Number)) ?? _numbering.Expected);
            if (SqlIdentifier.IsUsable(cells.TextOf(ColumnField.Name)))
            {
                AddColumn(cells, new Located<SqlType>(Unread.Type, cells.End), new Located<bool>(true, cells.End), new Located<ColumnSource>(Unread.Source, cells.End));
            }

            return;
        }

        ReadNumber(cells, label);
        var type = ReadType(cells, label);
        var isNullable = ReadNullable(cells, label);
        var source = ReadSource(cells, label);
        if (ReportIfBlank(cells, ColumnField.Name, label) || !header.Has(ColumnField.Name) || !IsNameUsable(cells))
        {
            return;
        }

        AddColumn(cells, type, isNullable, source);
    }

    private string LabelOf(RowCells cells)
    {
        var name = cells.TextOf(ColumnField.Name);
        return name.Length > 0 ? "The column " + MessageText.Quote(name) : "Row " + MessageText.Number(_rowStarts.Count);
    }

    private bool ReportMisfit(RowCells cells, string label)
    {
        if (cells.Excess is { } excess)
        {
            findings.Add(DocumentRules.ExcessCell, excess, label + " has " + MessageText.Number(cells.Counts.OfRow) + " cells and its table "
                + MessageText.Number(cells.Counts.OfTable) + "; write a pipe inside a cell as \\|, or remove what is too much.");
            return true;
        }

        var missing = cells.Missing;
        if (missing.Count == 0)
        {
            return false;
        }

        findings.Add(DocumentRules.MissingCell, cells.End, label + " has " + MessageText.Number(cells.Counts.OfRow) + " cells and its table "
            + MessageText.Number(cells.Counts.OfTable) + ": " + MessageText.List([.. missing.Select(TableHeader.NameOf)])
            + (missing.Count == 1 ? " is missing; add it." : " are missing; add them."));
        return true;
    }

    private bool ReportIfBlank(RowCells cells, ColumnField field, string label)
    {
        if (!cells.IsBlank(field))
        {
            return false;
        }

        findings.Add(DocumentRules.MissingCell, cells.SpanOf(field), label + " has no " + TableHeader.NameOf(field) + "; fill the cell in.");
        return true;
    }

    private void ReadNumber(RowCells cells, string label)
    {
        if (!cells.Has(ColumnField.Number))
        {
            return;
        }

        var expected = _numbering.Expected;
        if (ReportIfBlank(cells, ColumnField.Number, label))
        {
            _numbering.Accept(null);
            return;
        }

        var written = cells.TextOf(ColumnField.Number);
        var number = ColumnNumber.TryRead(written);
        if (!_numbering.Accept(number))
        {
            findings.Add(DocumentRules.BrokenNumbering, cells.SpanOf(ColumnField.Number), label + " has the number " + MessageText.Quote(written)
                + " where " + MessageText.Number(expected) + " is expected; number the rows 1, 2, 3 without gaps.");
        }
    }

    private Located<SqlType> ReadType(RowCells cells, string label)
    {
        if (!cells.Has(ColumnField.Type) || ReportIfBlank(cells, ColumnField.Type, label))
        {
            return new Located<SqlType>(Unread.Type, cells.End);
        }

        var span = cells.SpanOf(ColumnField.Type);
        var written = cells.TextOf(ColumnField.Type);
        if (SqlTypeParser.TryRead(written, out var type, out var problem) is { } rule)
        {
            findings.Add(rule, span, label + " has the data type " + MessageText.Quote(written) + ", " + problem + ".");
        }

        return new Located<SqlType>(type, span);
    }

    private Located<bool> ReadNullable(RowCells cells, string label)
    {
        if (!cells.Has(ColumnField.Nullable) || ReportIfBlank(cells, ColumnField.Nullable, label))
        {
            return new Located<bool>(true, cells.End);
        }

        var span = cells.SpanOf(ColumnField.Nullable);
        var written = cells.TextOf(ColumnField.Nullable);
        var isNullable = NullableParser.TryRead(written);
        if (isNullable is null)
        {
            findings.Add(DocumentRules.InvalidNullable, span, label + " says " + MessageText.Quote(written) + " under Nullable; write Yes if the"
                + " field may be empty, and No if it may not.");
        }

        return new Located<bool>(isNullable ?? true, span);
    }

    private Located<ColumnSource> ReadSource(RowCells cells, string label)
    {
        if (!cells.Has(ColumnField.Source) || ReportIfBlank(cells, ColumnField.Source, label))
        {
            return new Located<ColumnSource>(Unread.Source, cells.End);
        }

        var span = cells.SpanOf(ColumnField.Source);
        var written = cells.ProseOf(ColumnField.Source);
        if (SourceParser.TryRead(written) is { } terms)
        {
            return new Located<ColumnSource>(new ColumnSource(written, new EquatableArray<SourceTerm>(terms)), span);
        }

        findings.Add(DocumentRules.UnresolvedSource, span, label + " has the source " + MessageText.Quote(written) + ", which cannot be resolved;"
            + " write table, table.column, computed or system, several of them separated by /, and remarks in parentheses.");
        return new Located<ColumnSource>(Unread.Source, span);
    }

    private bool IsNameUsable(RowCells cells)
    {
        var name = cells.TextOf(ColumnField.Name);
        if (SqlIdentifier.IsUsable(name))
        {
            return true;
        }

        var nearest = SqlIdentifier.Nearest(name);
        findings.Add(DocumentRules.InvalidColumnName, cells.SpanOf(ColumnField.Name), "The column name " + MessageText.Quote(name) + " cannot be used"
            + " in SQL: a name has letters from a to z, digits and underscores, no digit in front, and at most "
            + MessageText.Number(SqlIdentifier.MostCharacters) + " characters"
            + (nearest is null ? "." : "; write " + MessageText.Quote(nearest) + " for example."));
        return false;
    }

    private void AddColumn(RowCells cells, Located<SqlType> type, Located<bool> isNullable, Located<ColumnSource> source)
    {
        var name = new Located<string>(cells.TextOf(ColumnField.Name), cells.SpanOf(ColumnField.Name));
        if (_names.TryGetValue(name.Value, out var first))
        {
            findings.Add(DocumentRules.DuplicateColumn, name.Span, "The column name " + MessageText.Quote(name.Value) + " is used a second time;"
                + " every column needs a name of its own.", first.Span);
            return;
        }

        _names.Add(name.Value, name);
        var property = PropertyNames.Of(name.Value, typeName);
        if (_properties.TryGetValue(property, out var other))
        {
            findings.Add(DocumentRules.PropertyClash, name.Span, "The columns " + MessageText.Quote(other.Value) + " and " + MessageText.Quote(name.Value)
                + " would both become the property " + property + "; rename one of them.", other.Span);
            return;
        }

        _properties.Add(property, name);
        _columns.Add(new DocumentColumn(name, property, type, isNullable, cells.ProseOf(ColumnField.Description), source));
    }

    /// <summary>What stands for a cell that could not be read.</summary>
    private static class Unread
    {
        public static readonly SqlType Type = new(SqlKind.Text);

        public static readonly ColumnSource Source = new("", new EquatableArray<SourceTerm>([new SourceTerm(SourceKind.Computed)]));
    }
}
