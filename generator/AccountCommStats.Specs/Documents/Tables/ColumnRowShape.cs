using AccountCommStats.Specs.Documents.Cells;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>Distinguishes rows that describe a column from other lines with pipes.</summary>
internal static class ColumnRowShape
{
    /// <summary>The maximum length of a cell. Longer text is prose.</summary>
    private const int LongestCell = 80;

    /// <summary>Whether a line below a table was meant as a row of the table, and is not prose with pipes.</summary>
    public static bool IsOf(VisibleText text, TableHeader header, PipeRow row)
    {
        if (row.Cells.Count == header.Row.Cells.Count && header.Has(ColumnField.Number) && IsNumber(text, row, header))
        {
            return true;
        }

        return NameIn(text, row) is not null || (IsAbout(row.Cells.Count, header.Row.Cells.Count) && HasFields(text, header, row));
    }

    /// <summary>
    /// The column name in a row that clearly describes a column, whatever its header is. Such a row has a name, a type, and either a number
    /// or Yes or No. Null for other rows.
    /// </summary>
    public static string? NameIn(VisibleText text, PipeRow row)
    {
        // A row with fewer cells says too little, and no column table is wider than the maximum.
        const int fewestCells = 4;
        const int maximumCells = 40;
        if (row.Cells.Count is < fewestCells or > maximumCells)
        {
            return null;
        }

        string? name = null;
        var (hasNumber, hasType, hasAnswer) = (false, false, false);
        foreach (var cell in row.Cells)
        {
            var shown = Shown(text, cell);
            if (shown.Length == 0)
            {
                continue;
            }

            if (name is null && ColumnNumber.TryRead(shown) is not null)
            {
                hasNumber = true;
            }
            else if (!hasType && name is not null && SqlTypeParser.IsKnownAnywhere(shown))
            {
                hasType = true;
            }
            else if (hasType && NullableParser.TryRead(shown) is not null)
            {
                hasAnswer = true;
            }
            else if (SqlIdentifier.IsUsable(shown))
            {
                name ??= shown;
            }
        }

        return hasType && (hasNumber || hasAnswer) ? name : null;
    }

    /// <summary>Whether a row is blank, or a label for the rows below it.</summary>
    public static bool SaysNothing(VisibleText text, TableHeader header, PipeRow row)
    {
        var filled = Enumerable.Range(0, row.Cells.Count).Where(i => !Whitespace.IsBlank(text.Text, row.Cells[i])).Take(2).ToList();
        if (filled.Count != 1)
        {
            return filled.Count == 0;
        }

        if (row.Cells.Count != header.Row.Cells.Count)
        {
            return false;
        }

        var cell = text.Trim(row.Cells[filled[0]]);
        var shown = Shown(text, cell);
        if (filled[0] == header.OrdinalOf(ColumnField.Number) && ColumnNumber.TryRead(shown) is not null)
        {
            return false;
        }

        // Labels are usually emphasized or in the number cell. Text in such a place may be a label even if it is a valid name.
        var isPlaceOfLabel = text.Text[cell.Start] is '*' or '_' || filled[0] == header.OrdinalOf(ColumnField.Number);
        return isPlaceOfLabel ? !LooksLikeName(shown) : !SqlIdentifier.IsUsable(shown);
    }

    /// <summary>Whether at least two fields are in the cells where the table has them, with values that are clearly not prose.</summary>
    private static bool HasFields(VisibleText text, TableHeader header, PipeRow row)
    {
        const int enough = 2;
        var cells = new RowCells(text, header, row);
        bool[] fields =
        [
            SqlIdentifier.IsUsable(cells.TextOf(ColumnField.Name)),
            SqlTypeParser.IsKnownAnywhere(cells.TextOf(ColumnField.Type)),
            NullableParser.TryRead(cells.TextOf(ColumnField.Nullable)) is not null,
            ColumnNumber.TryRead(cells.TextOf(ColumnField.Number)) is not null,
        ];
        return fields.Count(isFilled => isFilled) >= enough;
    }

    private static bool LooksLikeName(string shown)
        => SqlIdentifier.IsUsable(shown) && (shown.IndexOf('_') >= 0 || !shown.Any(char.IsUpper));

    private static bool IsAbout(int count, int expected) => Math.Abs(count - expected) <= 1;

    private static bool IsNumber(VisibleText text, PipeRow row, TableHeader header)
        => ColumnNumber.TryRead(Shown(text, row.Cells[header.OrdinalOf(ColumnField.Number)])) is not null;

    private static string Shown(VisibleText text, TextSpan cell)
        => text.Trim(cell) is var trimmed && trimmed.Length > LongestCell ? "?" : PlainText.Unwrapped(text.Text, trimmed);
}
