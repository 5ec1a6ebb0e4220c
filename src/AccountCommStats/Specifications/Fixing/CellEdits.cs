using System.Globalization;
using AccountCommStats.Specs.Documents.Cells;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Fixing;

/// <summary>Numbers the rows and spells types and Yes and No as usual.</summary>
internal static class CellEdits
{
    /// <summary>The edits of all tables.</summary>
    public static IEnumerable<TextEdit> Of(VisibleText text, IReadOnlyList<ColumnTable> tables)
    {
        var restarts = CountsPerTable(text, tables);
        var number = 0;
        foreach (var table in tables)
        {
            number = restarts ? 0 : number;
            foreach (var row in table.Rows)
            {
                number++;
                if (table.Header.Repeated.Count > 0)
                {
                    continue;
                }

                var cells = new RowCells(text, table.Header, row.Row);
                var fits = cells.Missing.Count == 0 && cells.Excess is null;
                foreach (var edit in new[] { Number(text, cells, number, fits), fits ? Type(text, cells) : null, fits ? Nullable(text, cells) : null })
                {
                    // What is hidden in a cell, such as a comment, would be lost.
                    if (edit is { } change && text.Of(change.Span) == text.File.Text.Substring(change.Span.Start, change.Span.Length))
                    {
                        yield return change;
                    }
                }
            }
        }
    }

    /// <summary>
    /// Whether every table counts from 1. The reader wants all of them to; here a few may have been broken by the edit that is to
    /// be fixed.
    /// </summary>
    private static bool CountsPerTable(VisibleText text, IReadOnlyList<ColumnTable> tables)
        => tables.All(table => table.Rows.Count > 0)
            && tables.Count(table => ColumnNumber.TryRead(new RowCells(text, table.Header, table.Rows[0].Row).TextOf(ColumnField.Number)) == 1)
                > tables.Count / 2
            && tables.Count > 1;

    private static TextEdit? Number(VisibleText text, RowCells cells, int number, bool fits)
    {
        if (!cells.Has(ColumnField.Number))
        {
            return null;
        }

        var written = cells.TextOf(ColumnField.Number);
        var read = ColumnNumber.TryRead(written);

        // Where a cell is missing, the first one need not be the number's.
        if (read == number || (read is null && !fits))
        {
            return null;
        }

        var digits = number.ToString(CultureInfo.InvariantCulture);
        var span = cells.SpanOf(ColumnField.Number);
        if (cells.IsBlank(ColumnField.Number))
        {
            return new TextEdit(span, $" {digits} ".PadRight(span.Length));
        }

        var dot = read is not null && written.EndsWith('.') ? "." : "";
        return new TextEdit(PlainText.UnwrappedSpan(text.Text, span), digits + dot);
    }

    private static TextEdit? Type(VisibleText text, RowCells cells)
    {
        if (!cells.Has(ColumnField.Type) || cells.IsBlank(ColumnField.Type))
        {
            return null;
        }

        var written = cells.TextOf(ColumnField.Type);
        var normal = TypeSpelling.Normalize(written);
        return normal is null || normal == written
            ? null
            : new TextEdit(PlainText.UnwrappedSpan(text.Text, cells.SpanOf(ColumnField.Type)), normal);
    }

    private static TextEdit? Nullable(VisibleText text, RowCells cells)
    {
        if (!cells.Has(ColumnField.Nullable) || NullableParser.TryRead(cells.TextOf(ColumnField.Nullable)) is not { } isNullable)
        {
            return null;
        }

        var span = PlainText.UnwrappedSpan(text.Text, cells.SpanOf(ColumnField.Nullable));
        var length = 0;
        while (length < span.Length && char.IsLetter(text.Text[span.Start + length]))
        {
            length++;
        }

        // A remark may follow.
        var answer = new TextSpan(span.Start, length);
        var normal = isNullable ? "Yes" : "No";
        return length == 0 || text.Of(answer) == normal ? null : new TextEdit(answer, normal);
    }
}
