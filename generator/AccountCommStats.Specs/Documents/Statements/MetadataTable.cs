using AccountCommStats.Specs.Documents.Counts;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Statements;

/// <summary>Reads tables of statements: a key and its value in each row, or keys in the header and their values below.</summary>
internal static class MetadataTable
{
    /// <summary>The statements of tables that list no columns.</summary>
    public static IEnumerable<MetadataLine> Read(VisibleText text, IReadOnlyList<OtherTable> tables)
        => tables.SelectMany(table => IsAcross(text, table) ? ReadAcross(text, table) : ReadDown(text, table));

    private static bool IsAcross(VisibleText text, OtherTable table)
        => table.Rows.Count == 1 && table.Header.Row.Cells.Count(cell => KeyOf(text, cell) is var key && (key is "primary key" or "grain" || CountStatements.IsTotalKey(key))) > 1;

    private static IEnumerable<MetadataLine> ReadAcross(VisibleText text, OtherTable table)
        => table.Header.Row.Cells.Zip(table.Rows[0].Cells, (key, value) => Create(text, key, value));

    private static IEnumerable<MetadataLine> ReadDown(VisibleText text, OtherTable table)
    {
        const int cellsOfStatement = 2;
        if (table.Header.Row.Cells.Count != cellsOfStatement)
        {
            return [];
        }

        // A total may count anything, unless the header says that it counts columns.
        var countsColumns = CountStatements.IsTotalKey(KeyOf(text, table.Header.Row.Cells[1]));
        return new[] { table.Header.Row }.Concat(table.Rows)
            .Where(row => row.Cells.Count == cellsOfStatement)
            .Select(row => Create(text, row.Cells[0], row.Cells[1]))
            .Where(statement => countsColumns || !statement.Key.EndsWith("total", StringComparison.Ordinal));
    }

    private static MetadataLine Create(VisibleText text, TextSpan key, TextSpan value)
        => new(KeyOf(text, key), text.Trim(key), text.Trim(value)) { IsEmphasized = true };

    private static string KeyOf(VisibleText text, TextSpan cell)
        => cell.Length > MetadataLine.LongestKey ? "" : PlainText.Unwrapped(text.Text, cell).TrimEnd(':').ToLowerInvariant();
}
