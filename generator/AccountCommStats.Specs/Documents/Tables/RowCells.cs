using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>The cells of a row of a column table, by the field that the header assigns to them.</summary>
internal sealed class RowCells(VisibleText text, TableHeader header, PipeRow row)
{
    /// <summary>The location of a finding about a missing cell: after the row's last cell.</summary>
    public TextSpan End => new(row.Span.End, 0);

    /// <summary>Required fields that are missing because the row is too short.</summary>
    public IReadOnlyList<ColumnField> Missing
        => [.. TableHeader.RequiredFields.Where(required => header.OrdinalOf(required) >= row.Cells.Count)];

    /// <summary>The first cell with text but no header; null if there is none.</summary>
    public TextSpan? Excess
    {
        get
        {
            for (var i = header.Row.Cells.Count; i < row.Cells.Count; i++)
            {
                if (!Whitespace.IsBlank(text.Text, row.Cells[i]))
                {
                    return text.Trim(row.Cells[i]);
                }
            }

            return null;
        }
    }

    /// <summary>The number of cells in the row and in the table's header.</summary>
    public (int OfRow, int OfTable) Counts => (row.Cells.Count, header.Row.Cells.Count);

    /// <summary>The row's first cell.</summary>
    public TextSpan First => text.Trim(row.Cells[0]);

    /// <summary>Whether the row and its table have a field.</summary>
    public bool Has(ColumnField field) => header.Has(field) && header.OrdinalOf(field) < row.Cells.Count;

    /// <summary>Whether the row has a field and it is blank.</summary>
    public bool IsBlank(ColumnField field) => Has(field) && Whitespace.IsBlank(text.Text, row.Cells[header.OrdinalOf(field)]);

    /// <summary>The span of a field that the row has: its text, or the whole cell if it is blank.</summary>
    public TextSpan SpanOf(ColumnField field)
    {
        var cell = row.Cells[header.OrdinalOf(field)];
        var trimmed = text.Trim(cell);
        return trimmed.Length > 0 ? trimmed : cell;
    }

    /// <summary>The text of a field that the row has, with the span of each character.</summary>
    public InlineText InlineOf(ColumnField field) => InlineText.Of(text.Text, SpanOf(field));

    /// <summary>The text of a field without emphasis and backticks; empty if the row lacks it.</summary>
    public string TextOf(ColumnField field) => Has(field) ? InlineOf(field).Text : "";

    /// <summary>The text of a field as displayed; empty if the row lacks it.</summary>
    public string ProseOf(ColumnField field) => Has(field) ? PlainText.Of(text.Text, SpanOf(field)) : "";
}
