using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Sources;

/// <summary>Reads with a test's own statements, as an export would if the SQL reader had missed something.</summary>
internal static class PostgresProbe
{
    /// <summary>An export that names tables.</summary>
    public static ExportQuery Names(params IEnumerable<string> tables) => new()
    {
        Rows = SqlStatement.Create($"select"),
        Keys = null,
        SystemValues = [],
        SourceTables = [.. tables.Select(table => new SourceTable(table, []))],
    };

    /// <summary>Reads and asks what was read.</summary>
    /// <param name="database">The database.</param>
    /// <param name="query">What the export names.</param>
    /// <param name="sql">What it reads: a query of one column.</param>
    /// <param name="meanwhile">What others do after the snapshot was taken and before anything is read.</param>
    /// <param name="settings">What the session is set to.</param>
    public static async Task<SnapshotEvidence> ReadAsync(
        PostgresDatabase database, ExportQuery query, string sql, string? meanwhile = null, SessionSettings? settings = null)
    {
        await using var source = ExportSource.Open(database.Uri, limits: null, settings);
        await using var snapshot = await source.OpenSnapshotAsync(new SnapshotRequest(1) { Queries = [query] }, CancellationToken.None);
        if (meanwhile is not null)
        {
            await database.PsqlAsync(meanwhile); // Each statement in a transaction of its own, unless it says begin.
        }

        await TextRecords.ReadAsync(snapshot, $"select cast(x as text) from ({sql}) as probe (x)", 1, CancellationToken.None);
        return await snapshot.VerifyAsync(query, CancellationToken.None);
    }
}
