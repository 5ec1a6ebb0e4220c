using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.SourceTables;

/// <summary>The recorded catalog: the columns of the real tables, in a file that the build reads.</summary>
internal static class CatalogFile
{
    /// <summary>Where the repository keeps it.</summary>
    public const string DefaultPath = "spec/source/catalog.txt";

    private const string Opening = """
        -- The tables that the source tables read, as a database has them: columns with their types, and unique keys.
        -- Written by 'acstats source snapshot'; the build compares the source tables with it.
        """;

    /// <summary>
    /// The text of the file. It is sorted, so it does not depend on the order in which a database lists tables and columns.
    /// </summary>
    /// <param name="tables">The tables by their names in SQL, as the source tables write them.</param>
    /// <exception cref="SourceMismatchException">A name has a control character.</exception>
    public static string Compose(IEnumerable<KeyValuePair<string, DatabaseTable>> tables)
        => $"{Opening}\n{string.Concat(tables.OrderBy(table => table.Key, StringComparer.Ordinal).Select(table => Compose(table.Key, table.Value)))}";

    private static string Compose(string name, DatabaseTable table)
    {
        var columns = table.Columns
            .Select(column => $"{name}.{column.SqlName} {column.Type}{(column.IsNullable ? "" : " not null")}");
        var keys = table.UniqueKeys
            .Select(key => $"{name} unique ({string.Join(", ", key.Select(SqlSpelling.Of))})")
            .Distinct(StringComparer.Ordinal);
        var lines = columns.Order(StringComparer.Ordinal).Concat(keys.Order(StringComparer.Ordinal)).ToList();
        return lines.Find(line => line.Any(char.IsControl)) is { } odd
            ? throw new SourceMismatchException(
                $"'{odd.ReplaceLineEndings(" ")}' contains a control character, which the catalog on record cannot represent. Rename it, or leave the table out.")
            : $"\n{string.Join('\n', lines)}\n";
    }
}
