using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources.PostgreSql.Connections;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>Checks whether a PostgreSQL database has what an export needs.</summary>
/// <param name="source">The database.</param>
/// <param name="settings">The connection settings.</param>
/// <param name="schema">The export.</param>
/// <param name="query">Its SQL.</param>
/// <param name="indexes">The indexes that the relations are written for.</param>
internal sealed class PostgresCheck(
    PostgresSource source, NpgsqlConnectionStringBuilder settings, ExportSchema schema, ExportQuery query, IReadOnlyList<RecommendedIndex> indexes)
{
    private const int ConnectionsOfExport = 2;
    private const string Opening = "copy (\n";

    /// <summary>Runs the checks.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var results = await CheckTablesAsync(cancellationToken).ConfigureAwait(false);
        // If a table is missing, the queries would only report it again.
        return results.Any(result => result.Status == CheckStatus.Missing)
            ? results
            : [.. results, .. await new QueryCheck(source, schema, query, FindingOf).RunAsync(cancellationToken).ConfigureAwait(false)];
    }

    private async Task<List<CheckResult>> CheckTablesAsync(CancellationToken cancellationToken)
    {
        var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(ConnectionsOfExport), cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var catalog = new PostgresCatalog(snapshot);
            var facts = await catalog.ReadFactsAsync(cancellationToken).ConfigureAwait(false);
            var check = new TableCheck(
                await catalog.ReadTablesAsync(query.SourceTables, cancellationToken).ConfigureAwait(false), StringComparison.Ordinal);
            var tables = query.SourceTables.Select(check.Match).ToList();
            var found = await catalog.ReadIndexesAsync(query.SourceTables, cancellationToken).ConfigureAwait(false);
            var secured = await PostgresRowSecurity.ReadAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
            var mustBypass = !source.KeepsRowSecurity && secured.Any(table => table is { IsReadByExporter: true, IsOwned: false });
            return
            [
                PostgresServerCheck.CheckVersion(facts),
                TransportSecurity.Check(settings, facts.IsEncrypted),
                PostgresServerCheck.CheckSnapshot(snapshot, facts),
                .. PostgresServerCheck.CheckProxy(settings, facts),
                .. tables.SelectMany(check.Check),
                check.CheckTimes(tables),
                .. check.CheckNulls(tables),
                .. new IndexCheck(indexes).Check(tables, found),
                .. RowSecurityCheck.Check(secured, source.KeepsRowSecurity),
                .. RoleCheck.Check(facts, tables, mustBypass),
            ];
        }
    }

    private static string? FindingOf(ExportException exception, SqlStatement planned, ParameterValues parameters)
        => exception.InnerException is PostgresException { IsTransient: false } server
            ? QueryPlace.Of(Opening + SqlLiterals.Substitute(planned, parameters), server.Position - 1) + server.MessageText
            : (exception as SourceMismatchException)?.Message;
}
