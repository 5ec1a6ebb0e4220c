using AccountCommStats.Specs.Documents.Cells;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Documents;

/// <summary>Reads the cells of a row into typed values and reports those that cannot be read.</summary>
/// <remarks>
/// A cell that cannot be read gets a value that causes no further finding: type <c>text</c>, Nullable <c>Yes</c>, or source <c>computed</c>.
/// Nothing is generated from a document with such a cell.
/// </remarks>
internal sealed class CellReader(DocumentFindings findings)
{
    private static readonly SqlType UnreadType = new(SqlKind.Text);
    private static readonly ColumnSource UnreadSource = new("", new EquatableArray<SourceTerm>([new SourceTerm(SourceKind.Computed)]));

    /// <summary>The values for a row whose cells cannot be assigned to fields.</summary>
    public static CellValues Unread(RowCells cells)
        => new(new(UnreadType, cells.End), new(true, cells.End), new(UnreadSource, cells.End));

    /// <summary>Reads the cells after the name.</summary>
    /// <param name="cells">The row.</param>
    /// <param name="label">How messages name the row: by its column, or by its number.</param>
    public CellValues Read(RowCells cells, string label)
        => new(ReadType(cells, label), ReadNullable(cells, label), ReadSource(cells, label));

    /// <summary>Reports a cell if it is blank.</summary>
    /// <returns>Whether the cell is blank.</returns>
    public bool ReportIfBlank(RowCells cells, ColumnField field, string label)
    {
        if (!cells.IsBlank(field))
        {
            return false;
        }

        var message = $"{label} has no {TableHeader.NameOf(field)}; fill the cell in.";
        findings.Add(DocumentRules.MissingCell, cells.SpanOf(field), message);
        return true;
    }

    private Located<SqlType> ReadType(RowCells cells, string label)
    {
        if (!HasText(cells, ColumnField.Type, label))
        {
            return new Located<SqlType>(UnreadType, cells.End);
        }

        var span = cells.SpanOf(ColumnField.Type);
        var written = cells.TextOf(ColumnField.Type);
        if (SqlTypeParser.TryRead(written, out var type, out var problem) is { } rule)
        {
            findings.Add(rule, span, $"{label} has the data type {MessageText.Quote(written)}, {problem}.");
        }

        return new Located<SqlType>(type, span);
    }

    private Located<bool> ReadNullable(RowCells cells, string label)
    {
        if (!HasText(cells, ColumnField.Nullable, label))
        {
            return new Located<bool>(true, cells.End);
        }

        var span = cells.SpanOf(ColumnField.Nullable);
        var written = cells.TextOf(ColumnField.Nullable);
        var isNullable = NullableParser.TryRead(written);
        if (isNullable is null)
        {
            findings.Add(
                DocumentRules.InvalidNullable,
                span,
                $"{label} says {MessageText.Quote(written)} under Nullable; write Yes if the field may be empty, and No if it may not.");
        }

        return new Located<bool>(isNullable ?? true, span);
    }

    private Located<ColumnSource> ReadSource(RowCells cells, string label)
    {
        if (!HasText(cells, ColumnField.Source, label))
        {
            return new Located<ColumnSource>(UnreadSource, cells.End);
        }

        var span = cells.SpanOf(ColumnField.Source);
        var written = cells.ProseOf(ColumnField.Source);
        if (SourceParser.TryRead(written) is { } terms)
        {
            return new Located<ColumnSource>(new ColumnSource(written, new EquatableArray<SourceTerm>(terms)), span);
        }

        if (SourceParser.TryReadStart(written) is { } start)
        {
            findings.Add(
                DocumentRules.SourceRemark,
                span,
                $"{label} has the source {MessageText.Quote(written)}, of which only {MessageText.Quote(start.Table + "." + start.Column)} is used; put"
                    + " the rest in parentheses.");
            return new Located<ColumnSource>(new ColumnSource(written, new EquatableArray<SourceTerm>([start])), span);
        }

        findings.Add(
            DocumentRules.UnresolvedSource,
            span,
            $"{label} has the source {MessageText.Quote(written)}, which cannot be resolved; write table, table.column, computed or system,"
                + " several of them separated by /, and remarks in parentheses.");
        return new Located<ColumnSource>(UnreadSource, span);
    }

    private bool HasText(RowCells cells, ColumnField field, string label) => cells.Has(field) && !ReportIfBlank(cells, field, label);
}

/// <summary>The cells after the name of a column.</summary>
/// <param name="Type">The data type.</param>
/// <param name="IsNullable">Whether the field may be empty.</param>
/// <param name="Source">Where the value comes from.</param>
internal sealed record CellValues(Located<SqlType> Type, Located<bool> IsNullable, Located<ColumnSource> Source);
