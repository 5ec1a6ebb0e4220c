using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.PostgreSql;
using AccountCommStats.Exporting.Sources.PostgreSql.Connections;

namespace AccountCommStats.Exporting;

/// <summary>Checks whether a source fits an export, without reading any of its data.</summary>
/// <param name="schema">The export.</param>
/// <param name="query">Its SQL.</param>
/// <param name="indexes">The indexes that the relations are written for.</param>
public sealed class SourceChecker(ExportSchema schema, ExportQuery query, IReadOnlyList<RecommendedIndex> indexes)
{
    private const int ConnectionsOfExport = 2;

    /// <summary>Checks a source.</summary>
    /// <param name="connection">A PostgreSQL URI, an Npgsql connection string, or the path of a DuckDB file.</param>
    /// <param name="settings">What the sessions of an export are set to; null for the usual.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="SourceException">The source cannot be reached, or a query failed.</exception>
    /// <exception cref="SourceMismatchException">The source has no such settings.</exception>
    public async Task<SourceReport> CheckAsync(
        string connection, SessionSettings? settings = null, CancellationToken cancellationToken = default)
    {
        var source = ExportSource.Open(connection, limits: null, settings);
        await using (source.ConfigureAwait(false))
        {
            var results = source.Dialect == SqlDialect.PostgreSql
                ? await CheckPostgresAsync(source, connection, cancellationToken).ConfigureAwait(false)
                : await CheckDuckDbAsync(source, cancellationToken).ConfigureAwait(false);
            if (results.All(result => result.Status != CheckStatus.Missing))
            {
                // With a table missing, the queries would only say so again.
                results.AddRange(await CheckClaimsAsync(source, cancellationToken).ConfigureAwait(false));
                results.AddRange(await new QueryCheck(source, schema, query).RunAsync(cancellationToken).ConfigureAwait(false));
            }

            return new SourceReport(source.Description, results);
        }
    }

    /// <summary>The tables with row level security that the exporting role itself reads: to read all their rows it must bypass it.</summary>
    /// <param name="connection">A PostgreSQL URI or an Npgsql connection string; for other sources there are none.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="SourceException">The source cannot be reached, or a query failed.</exception>
    public async Task<IReadOnlyList<string>> ReadSecuredTablesAsync(string connection, CancellationToken cancellationToken = default)
    {
        var source = ExportSource.Open(connection);
        await using (source.ConfigureAwait(false))
        {
            if (source.Dialect != SqlDialect.PostgreSql)
            {
                return [];
            }

            var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(Connections: 1), cancellationToken).ConfigureAwait(false);
            await using (snapshot.ConfigureAwait(false))
            {
                var tables = await PostgresRowSecurity.ReadAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
                return [.. tables.Where(table => table.IsReadByExporter).Select(table => table.Table).Distinct()];
            }
        }
    }

    private async Task<IEnumerable<CheckResult>> CheckClaimsAsync(IExportSource source, CancellationToken cancellationToken)
    {
        var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(Connections: 1), cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            return (await snapshot.FindBrokenClaimsAsync(query, cancellationToken).ConfigureAwait(false))
                .Select(claim => new CheckResult(CheckStatus.Missing, claim.Subject, claim.Finding, claim.Remedy));
        }
    }

    private async Task<List<CheckResult>> CheckPostgresAsync(IExportSource source, string connection, CancellationToken cancellationToken)
    {
        var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(ConnectionsOfExport), cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var catalog = new PostgresCatalog(snapshot);
            var facts = await catalog.ReadFactsAsync(cancellationToken).ConfigureAwait(false);
            var results = new List<CheckResult>
            {
                PostgresServerCheck.CheckVersion(facts),
                TransportSecurity.Check(connection, facts.IsEncrypted),
                PostgresServerCheck.CheckSnapshot(snapshot, facts),
            };
            results.AddRange(PostgresServerCheck.CheckWay(connection, facts));
            var check = new TableCheck(
                await catalog.ReadTablesAsync(query.SourceTables, cancellationToken).ConfigureAwait(false), StringComparison.Ordinal);
            var tables = query.SourceTables.Select(check.Match).ToList();
            results.AddRange(tables.SelectMany(check.Check));
            results.Add(check.CheckTimes(tables));
            results.AddRange(check.CheckNulls(tables));
            results.AddRange(new IndexCheck(indexes).Check(
                tables, await catalog.ReadIndexesAsync(query.SourceTables, cancellationToken).ConfigureAwait(false)));
            var secured = await PostgresRowSecurity.ReadAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
            results.AddRange(RowSecurityCheck.Check(secured, source.KeepsRowSecurity));
            results.AddRange(RoleCheck.Check(
                facts, tables, mustBypassRowSecurity: !source.KeepsRowSecurity && secured.Any(table => table is { IsReadByExporter: true, IsOwned: false })));
            return results;
        }
    }

    private async Task<List<CheckResult>> CheckDuckDbAsync(IExportSource source, CancellationToken cancellationToken)
    {
        const string Columns = """
            select schema_name, table_name, column_name, data_type, cast(schema_name = current_schema() as text), version(),
              cast(is_nullable and table_oid in (select t.table_oid from duckdb_tables() t) as text)
            from duckdb_columns()
            where database_name = current_database() and not internal
            order by schema_name, table_name, column_index
            """;
        var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(Connections: 1), cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var records = await TextRecords.ReadAsync(snapshot, Columns, 7, cancellationToken).ConfigureAwait(false);
            var version = records.Count > 0 ? records[0][5] : null;
            var catalog = records
                .GroupBy(record => (Schema: record[0]!, Table: record[1]!))
                .Select(table => new CatalogTable(
                    table.Key.Schema,
                    table.Key.Table,
                    SearchPosition: table.First()[4] == "true" ? 1 : 0,
                    IsSchemaUsable: true,
                    IsWritable: false,
                    [.. table.Select(column => new CatalogColumn(column[2]!, column[3]!, IsReadable: true, IsNullable: column[6] == "true"))]))
                .ToList();
            var check = new TableCheck(catalog, StringComparison.OrdinalIgnoreCase);
            var tables = query.SourceTables.Select(check.Match).ToList();
            return
            [
                new CheckResult(CheckStatus.Ok, "server", $"DuckDB {version ?? "without tables"}, opened for reading only"),
                .. tables.SelectMany(check.Check),
                check.CheckTimes(tables),
                .. check.CheckNulls(tables),
            ];
        }
    }
}
