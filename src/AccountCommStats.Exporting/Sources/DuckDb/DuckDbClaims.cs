using AccountCommStats.Exporting.Schema;
using DuckDB.NET.Data;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>
/// Checks what the source tables claim about the columns of a DuckDB file: that those compared with the organization id have a type and
/// collation that compare exactly, and that those declared unique are unique.
/// </summary>
/// <param name="connection">The connection that the export reads on.</param>
internal sealed class DuckDbClaims(DuckDBConnection connection)
{
    /// <summary>
    /// Pairs of different texts that are equal under some collation. They reveal a column's collation, which the catalog does not show.
    /// </summary>
    private const string TextsOfCollations = "('a', 'A'), ('a', 'ä'), ('ä', 'a' || chr(776))";

    /// <summary>The claims that do not hold, with what to do.</summary>
    public IReadOnlyList<BrokenClaim> FindBroken(ExportQuery query) =>
    [
        .. query.SourceTables.SelectMany(table => table.TenantColumns.Select(column => CheckTenant(table, column, query.OrganizationKind))).OfType<BrokenClaim>(),
        .. query.SourceTables.SelectMany(table => table.UniqueColumns.Select(column => CheckUnique(table, column))).OfType<BrokenClaim>(),
    ];

    private BrokenClaim? CheckTenant(SourceTable table, string column, SqlKind organization)
    {
        var none = $"select {IdentifierText.Quote(column)} from {table.Name} where false";
        var type = Ask<string>($"select typeof(x) from ({none} union all select null) as one (x)");
        if (!IsExact(type, organization))
        {
            return new BrokenClaim(
                $"{table.Name}.{column}", $"has the type {type}", $"Organization ids are {new SqlType(organization)} here: compare them with a column of that type.");
        }

        var hasCollation = type == "VARCHAR"
            && Ask<bool>(
                $"""
                select bool_or(x = y)
                from (select x, y from ({none}) as none (x), (select '') as text (y) union all select * from (values {TextsOfCollations}) as text (x, y)) as pair
                """);
        return hasCollation
            ? new BrokenClaim($"{table.Name}.{column}", "has a collation that treats different texts as equal", "Compare organization ids with a column that has no such collation.")
            : null;
    }

    private static bool IsExact(string type, SqlKind organization) => organization switch
    {
        SqlKind.Bigint => type.EndsWith("INT", StringComparison.Ordinal) || type is "INTEGER" or "UINTEGER" || type.StartsWith("DECIMAL(", StringComparison.Ordinal),
        SqlKind.Uuid => type == "UUID",
        _ => type == "VARCHAR",
    };

    /// <summary>Checks the rows themselves if there is no constraint. Nobody can change the rows while the export reads.</summary>
    private BrokenClaim? CheckUnique(SourceTable table, string column)
    {
        var (schema, name) = IdentifierText.ParseTable(table.Name);
        var isConstrained = Ask<bool>(
            $"""
            select exists (
              from duckdb_constraints()
              where database_name = current_database() and constraint_type in ('PRIMARY KEY', 'UNIQUE') and constraint_column_names = [{Quote(column)}]
                and schema_name = {(schema is null ? "current_schema()" : Quote(schema))} and lower(table_name) = lower({Quote(name)}))
            """);
        var quoted = IdentifierText.Quote(column);
        return isConstrained || !Ask<bool>($"select exists (select 1 from {table.Name} where {quoted} is not null group by {quoted} having count(*) > 1)")
            ? null
            : new BrokenClaim($"{table.Name}.{column}", "has a value twice", "Remove the duplicates, or restrict the joined table itself to the organization.");
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private T Ask<T>(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }
}
