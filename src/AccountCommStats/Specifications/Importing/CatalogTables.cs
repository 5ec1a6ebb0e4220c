using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Importing;

/// <summary>The tables of a database, as its catalog describes them.</summary>
internal static class CatalogTables
{
    private static readonly string[] Header = ["column_name", "data_type", "is_nullable", "pk", "comment"];

    /// <summary>Reads tables and views. Findings refer to lines of a generated text, which lists the columns of a table below a header.</summary>
    /// <exception cref="SourceException">The source cannot be reached, or a query failed.</exception>
    /// <exception cref="SourceMismatchException">The source lacks one of the tables.</exception>
    public static async Task<IReadOnlyList<ForeignTable>> ReadAsync(string source, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var tables = await DatabaseCatalog.FindTablesAsync(source, names, cancellationToken);
        return [.. names.Select(name => tables[name] is { } table
            ? TableOf(table)
            : throw new SourceMismatchException($"the source has no table or view '{name}' on its search path: write schema.table."))];
    }

    private static ForeignTable TableOf(DatabaseTable table)
    {
        string[][] lines =
        [
            Header,
            .. table.Columns.Select(column => new[]
            {
                column.Name, column.Type, column.IsNullable ? "yes" : "no", $"{table.PrimaryKey.IndexOf(column.Name) + 1}", column.Comment,
            }),
        ];
        var file = new SourceFile(table.SqlName, string.Join('\n', lines.Select(line => string.Join('\t', line.Select(MarkdownText.OnOneLine)))));
        var start = 0;
        List<IReadOnlyList<ForeignCell>> rows = [.. lines.Select(line => line.Select(CellOf).ToList())];
        return new ForeignTable(file, $"{TableNames.Of(table.Schema) ?? "schema"}.{TableNames.Of(table.Name) ?? "table"}", rows[0], rows[1..]);

        ForeignCell CellOf(string text)
        {
            var shown = MarkdownText.OnOneLine(text);
            var cell = new ForeignCell(shown, MarkdownText.Of(text), new TextSpan(start, shown.Length));
            start = cell.Span.End + 1;
            return cell;
        }
    }
}
