using System.Globalization;
using AccountCommStats.Specs.Documents.Cells;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Tables;

namespace AccountCommStats.Specifications.Fixing;

/// <summary>Edits cells: it numbers the rows, and normalizes the spelling of types and of Yes and No.</summary>
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
                foreach (var edit in new[] { Number(text, cells, number, fits), fits ? Type(cells) : null, fits ? Nullable(cells) : null })
                {
                    // A cell with hidden text, such as a comment, is not edited, because the text would be lost.
                    if (edit is { } change && text.Of(change.Span) == text.File.Text.Substring(change.Span.Start, change.Span.Length))
                    {
                        yield return change;
                    }
                }
            }
        }
    }

    /// <summary>
    /// Whether the numbering restarts at 1 in each table. The document reader concludes this only if every table starts at 1. Here a
    /// majority is enough, because the author's edits may have broken a few tables.
    /// </summary>
    private static bool CountsPerTable(VisibleText text, IReadOnlyList<ColumnTable> tables)
        => tables.All(table => table.Rows.Count > 0)
            && tables.Count(table => ColumnNumber.TryRead(new RowCells(text, table.Header, table.Rows[0].Row).TextOf(ColumnField.Number)) == 1)
                > tables.Count / 2
            && tables.Count > 1;

    /// <summary>Replaces the digits in a cell and keeps the text around them, or fills a blank cell.</summary>
    private static TextEdit? Number(VisibleText text, RowCells cells, int number, bool fits)
    {
        if (!cells.Has(ColumnField.Number))
        {
            return null;
        }

        var digits = number.ToString(CultureInfo.InvariantCulture);
        if (cells.IsBlank(ColumnField.Number))
        {
            // If the row lacks a cell, the blank cell may not be meant for the number and is not filled.
            var span = cells.SpanOf(ColumnField.Number);
            return fits && text.Of(span).All(c => c is ' ' or '\t') ? new TextEdit(span, $" {digits} ".PadRight(span.Length)) : null;
        }

        var written = cells.InlineOf(ColumnField.Number);
        return ColumnNumber.TryRead(written.Text) is { } read && read != number
            ? Edit(written, written.Text.TrimEnd('.').Length, digits)
            : null;
    }

    private static TextEdit? Type(RowCells cells)
    {
        if (!cells.Has(ColumnField.Type) || cells.IsBlank(ColumnField.Type))
        {
            return null;
        }

        var written = cells.InlineOf(ColumnField.Type);
        return TypeSpelling.Normalize(written.Text) is { } normal && normal != written.Text ? Edit(written, written.Text.Length, normal) : null;
    }

    /// <summary>Normalizes the spelling of Yes or No, which a remark may follow.</summary>
    private static TextEdit? Nullable(RowCells cells)
    {
        if (!cells.Has(ColumnField.Nullable) || NullableParser.TryRead(cells.TextOf(ColumnField.Nullable)) is not { } isNullable)
        {
            return null;
        }

        var written = cells.InlineOf(ColumnField.Nullable);
        var length = written.Text.TakeWhile(char.IsLetter).Count();
        var normal = isNullable ? "Yes" : "No";
        return written.Text[..length] == normal ? null : Edit(written, length, normal);
    }

    /// <summary>Replaces the first characters of a cell; null if they are not written as they are shown.</summary>
    private static TextEdit? Edit(InlineText cell, int length, string text)
        => cell.WrittenSpanOf(0, length) is { } span ? new TextEdit(span, text) : null;
}
