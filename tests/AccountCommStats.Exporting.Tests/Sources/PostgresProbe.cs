using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>Runs a test's own SQL, which may read tables that the export query does not name, as if the SQL parser had missed them.</summary>
internal static class PostgresProbe
{
    /// <summary>An export query that names tables.</summary>
    public static ExportQuery Names(params IEnumerable<string> tables) => new()
    {
        Rows = SqlStatement.Create($"select"),
        Keys = null,
        SystemValues = [],
        SourceTables = [.. tables.Select(table => new SourceTable(table, []))],
    };

    /// <summary>Runs SQL in a snapshot, and returns the evidence of what it read.</summary>
    /// <param name="database">The database.</param>
    /// <param name="query">The query that names tables.</param>
    /// <param name="sql">The SQL to run: a query of one column.</param>
    /// <param name="meanwhile">SQL that others run between the snapshot and the read.</param>
    /// <param name="settings">The settings of the session.</param>
    public static async Task<SnapshotEvidence> ReadAsync(
        PostgresDatabase database, ExportQuery query, string sql, string? meanwhile = null, SessionSettings? settings = null)
    {
        await using var source = ExportSource.Open(database.Uri, limits: null, settings);
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(1) { Queries = [query] }, CancellationToken.None);
        if (meanwhile is not null)
        {
            await database.PsqlAsync(meanwhile); // Each statement runs in its own transaction, unless the SQL begins one.
        }

        await TextRecords.ReadAsync(snapshot, $"select cast(x as text) from ({sql}) as probe (x)", 1, CancellationToken.None);
        return await snapshot.VerifyAsync(query, CancellationToken.None);
    }
}
