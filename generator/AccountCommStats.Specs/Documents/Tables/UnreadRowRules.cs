using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>Finds rows that seem to describe a column but were not read.</summary>
/// <param name="text">The document.</param>
/// <param name="columns">The names of the columns that were read. Other tables that describe only these columns are not reported.</param>
internal sealed class UnreadRowRules(VisibleText text, HashSet<string> columns)
{
    /// <summary>The locations of unread rows and tables, each with a message.</summary>
    public IEnumerable<(TextSpan Place, string Message)> Find(DocumentTables tables)
    {
        foreach (var table in tables.OtherTables.Where(table => !ExpectationTables.AreBelow(text, table.Heading)))
        {
            if (Unread(table) is { } unread)
            {
                yield return unread;
            }
        }

        foreach (var (row, heading) in tables.StrayRows)
        {
            if (!ExpectationTables.AreBelow(text, heading) && ColumnRowShape.NameIn(text, row) is { } name && !columns.Contains(name))
            {
                yield return (row.Span, $"The row seems to be about the column {MessageText.Quote(name)}, but it stands in no table"
                    + " of columns, so it is not read; move it into one.");
            }
        }
    }

    private (TextSpan, string)? Unread(OtherTable table)
    {
        var header = table.Header;
        if (ColumnRowShape.NameIn(text, header.Row) is { } first && !columns.Contains(first))
        {
            return (header.Row.Span, $"The table begins with the column {MessageText.Quote(first)} where its headers should be, so it is not"
                + $" read; {Needs}.");
        }

        var name = header.Row.Cells.All(cell => Whitespace.IsBlank(text.Text, cell))
            ? table.Rows.Select(row => ColumnRowShape.NameIn(text, row)).FirstOrDefault(IsUnread)
            : ListsColumns(header) ? NamesOf(table).FirstOrDefault(IsUnread) : null;
        return name is null ? null : (header.Row.Span, $"The table seems to list columns such as {MessageText.Quote(name)}, but"
            + $" it is not read; {Needs}. If it does not list columns, rename its headers.");
    }

    private static string Needs => "a column table needs #, Column Name, Data Type, Nullable and Source Table (or Source)";

    private bool IsUnread(string? name) => name is not null && SqlIdentifier.IsUsable(name) && !columns.Contains(name);

    private IEnumerable<string> NamesOf(OtherTable table)
    {
        var header = table.Header;
        var ordinal = header.OrdinalOf(ColumnField.Name);
        if (ordinal < 0)
        {
            var cell = header.Foreign.First(foreign => foreign.Field == ColumnField.Name).Cell;
            ordinal = Enumerable.Range(0, header.Row.Cells.Count).First(i => header.Row.Cells[i].End >= cell.End);
        }

        return table.Rows.Where(row => row.Cells.Count > ordinal).Select(row => PlainText.Unwrapped(text.Text, row.Cells[ordinal]));
    }

    /// <summary>
    /// Whether a header seems to list columns. If it contains exactly <c>Column Name</c>, one other field is enough. If it contains an
    /// alternative to <c>Column Name</c>, it must also name the type and a third field.
    /// </summary>
    private static bool ListsColumns(TableHeader header)
        => header.Has(ColumnField.Name)
            ? header.RequiredCount > 1 || header.Has(ColumnField.Description) || header.Foreign.Count > 0
            : header.Names(ColumnField.Name) && header.Names(ColumnField.Type)
                && (header.Names(ColumnField.Nullable) || header.Names(ColumnField.Source) || header.Names(ColumnField.Number));
}
