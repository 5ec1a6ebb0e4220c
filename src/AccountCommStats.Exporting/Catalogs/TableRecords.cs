using System.Collections.Immutable;

namespace AccountCommStats.Exporting.Catalogs;

/// <summary>Tables as the queries of a catalog yield them. Each record begins with the schema and the table.</summary>
/// <param name="Columns">
/// One record per column: schema, table, visible, column, type, nullable, comment. The columns of a table are together, in the order of the
/// table.
/// </param>
/// <param name="UniqueKeys">One record per unique key: schema, table, names of columns joined by <see cref="Separator"/>, whether it is the primary key.</param>
/// <param name="References">One record per foreign key: schema, table and names of columns, then referenced schema, table and names of columns.</param>
internal sealed record TableRecords(
    IReadOnlyList<string?[]> Columns, IReadOnlyList<string?[]> UniqueKeys, IReadOnlyList<string?[]> References)
{
    /// <summary>Separates the names of columns in a record. Nobody uses this character in a name.</summary>
    public const char Separator = '\u001f';

    /// <summary>Assembles the tables.</summary>
    public ImmutableArray<DatabaseTable> ToTables()
    {
        var keys = UniqueKeys.ToLookup(record => (record[0], record[1]), record => Split(record[2]!));
        var primaryKeys = UniqueKeys.Where(record => record[3] == "true").ToLookup(record => (record[0], record[1]), record => Split(record[2]!));
        var references = References.ToLookup(
            record => (record[0], record[1]),
            record => new DatabaseReference(Split(record[2]!), record[3]!, record[4]!, Split(record[5]!)));
        return [.. Columns
            .GroupBy(record => (Schema: record[0], Table: record[1]))
            .Select(table => new DatabaseTable(
                table.Key.Schema!,
                table.Key.Table!,
                table.First()[2] == "true",
                [.. table.Select(column => new DatabaseColumn(column[3]!, column[4]!, IsNullable: column[5] == "true", column[6] ?? ""))])
            {
                UniqueKeys = [.. keys[table.Key]],
                PrimaryKey = primaryKeys[table.Key].FirstOrDefault([]),
                References = [.. references[table.Key]],
            })];
    }

    private static ImmutableArray<string> Split(string names) => [.. names.Split(Separator)];
}
