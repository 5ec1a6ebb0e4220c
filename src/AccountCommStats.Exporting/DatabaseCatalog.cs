using System.Collections.Immutable;
using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting;

/// <summary>Reads table definitions from a database's catalog. This needs no rights on the tables and reads none of their rows.</summary>
internal static class DatabaseCatalog
{
    /// <summary>Describes the tables that the names resolve to for the role of the connection.</summary>
    /// <param name="connection">A PostgreSQL URI, an Npgsql connection string, or the path of a DuckDB file.</param>
    /// <param name="names">The names in SQL, optionally with a schema, such as <c>customer</c> or <c>desk."slaPolicies"</c>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The table for each of the names; null if no table has that name.</returns>
    /// <exception cref="SourceException">The source cannot be reached, or a query failed.</exception>
    public static async Task<IReadOnlyDictionary<string, DatabaseTable?>> FindTablesAsync(
        string connection, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        var wanted = names.ToDictionary(name => name, IdentifierText.ParseTable, StringComparer.Ordinal);
        var (tables, comparison) = await ReadAsync(
                connection, (catalog, cancellation) => catalog.ReadTablesAsync([.. wanted.Values.Select(name => name.Table)], cancellation), cancellationToken)
            .ConfigureAwait(false);
        return wanted.ToDictionary(
            name => name.Key,
            name => tables.FirstOrDefault(table => table.Name.Equals(name.Value.Table, comparison)
                && (name.Value.Schema is { } schema ? table.Schema.Equals(schema, comparison) : table.IsVisible)),
            StringComparer.Ordinal);
    }

    /// <summary>Describes all tables of the schemas, ordered by name. Partitions are left out.</summary>
    /// <param name="connection">A PostgreSQL URI, an Npgsql connection string, or the path of a DuckDB file.</param>
    /// <param name="schemas">The schemas, as the database spells them; if empty, the one in which new tables would be created.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="SourceException">The source cannot be reached, or a query failed.</exception>
    public static async Task<ImmutableArray<DatabaseTable>> ReadSchemasAsync(
        string connection, IReadOnlyCollection<string> schemas, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        var (tables, _) = await ReadAsync(
            connection, (catalog, cancellation) => catalog.ReadSchemasAsync(schemas, cancellation), cancellationToken).ConfigureAwait(false);
        return tables;
    }

    private static async Task<(ImmutableArray<DatabaseTable> Tables, StringComparison Comparison)> ReadAsync(
        string connection,
        Func<ITableCatalog, CancellationToken, Task<TableRecords>> read,
        CancellationToken cancellationToken)
    {
        var source = ExportSource.Open(connection);
        await using (source.ConfigureAwait(false))
        {
            var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(Connections: 1), cancellationToken).ConfigureAwait(false);
            await using (snapshot.ConfigureAwait(false))
            {
                var catalog = source.CatalogOf(snapshot);
                var records = await read(catalog, cancellationToken).ConfigureAwait(false);
                return (records.ToTables(), catalog.NameComparison);
            }
        }
    }
}
