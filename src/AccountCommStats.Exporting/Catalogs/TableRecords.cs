using System.Collections.Immutable;

namespace AccountCommStats.Exporting.Catalogs;

/// <summary>Tables as the queries of a catalog yield them: each record begins with schema and table.</summary>
/// <param name="Columns">One per column: schema, table, visible, column, type, nullable, comment. Tables in order, columns in the order of the table.</param>
/// <param name="UniqueKeys">Schema, table, names of columns joined by <see cref="Separator"/>, whether it is the primary key.</param>
/// <param name="References">Schema, table, names of columns, referenced schema, table and names of columns.</param>
internal sealed record TableRecords(
    IReadOnlyList<string?[]> Columns, IReadOnlyList<string?[]> UniqueKeys, IReadOnlyList<string?[]> References)
{
    /// <summary>Separates names, which nobody gives this character.</summary>
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
