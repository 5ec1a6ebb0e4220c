using System.Globalization;
using AccountCommStats.Exporting.Errors;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>Takes a snapshot of a PostgreSQL database, and lets further connections adopt it.</summary>
/// <param name="dataSource">Opens connections.</param>
/// <param name="source">The server in words.</param>
/// <param name="settings">The settings of each transaction.</param>
/// <param name="request">What the snapshot is for.</param>
internal sealed class PostgresSnapshotOpening(
    NpgsqlDataSource dataSource, string source, TransactionSettings settings, SnapshotRequest request)
{
    private readonly List<string> _remarks = [];

    /// <summary>Takes the snapshot.</summary>
    /// <param name="coordinator">A session without a transaction. If this method succeeds, the snapshot owns the session.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<PostgresSnapshot> TakeAsync(PostgresSession coordinator, CancellationToken cancellationToken)
    {
        var facts = await BeginAsync(coordinator, cancellationToken).ConfigureAwait(false);
        var snapshot = new PostgresSnapshot(
            facts, coordinator, facts.Snapshot is { } shared ? stop => AdoptAllAsync(shared, stop) : null, _remarks, source, settings.Session.KeepsRowSecurity);
        if (!request.SharesLater)
        {
            await snapshot.ShareAsync(cancellationToken).ConfigureAwait(false);
        }

        return snapshot;
    }

    private async Task<SnapshotFacts> BeginAsync(PostgresSession coordinator, CancellationToken cancellationToken)
    {
        if (request.Connections > 1)
        {
            try
            {
                return await BeginAsync(coordinator, isShared: true, cancellationToken).ConfigureAwait(false);
            }
            catch (ExportException exception) when (coordinator.IsOpen && !cancellationToken.IsCancellationRequested)
            {
                // The error aborted the transaction. If the error has another cause than the sharing, the second attempt reports it.
                await coordinator.RollBackAsync(cancellationToken).ConfigureAwait(false);
                var facts = await BeginAsync(coordinator, isShared: false, cancellationToken).ConfigureAwait(false);
                AddRemark(1, exception.InnerException is PostgresException server ? $"{server.MessageText}." : exception.Message);
                return facts;
            }
        }

        return await BeginAsync(coordinator, isShared: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins the transaction and reads the facts of its snapshot, in one round trip.</summary>
    private static async Task<SnapshotFacts> BeginAsync(PostgresSession coordinator, bool isShared, CancellationToken cancellationToken)
    {
        var record = await coordinator
            .BeginAsync(
                snapshot: null,
                $"""
                select
                  to_char(transaction_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                  case when to_regclass('pg_catalog.pg_dist_partition') is not null then 'citus' end,
                  {(isShared ? "pg_export_snapshot()" : "null")}
                """,
                cancellationToken)
            .ConfigureAwait(false);
        return new SnapshotFacts(
            DateTime.ParseExact(record[0]!, "yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            record[1] is not null,
            record[2]);
    }

    private void AddRemark(int connections, string refusal) => _remarks.Add(
        $"The export ran on {connections} of {request.Connections} connections, because another one could not share the snapshot: "
        + $"{refusal} The exported data is not affected. To avoid this message, export with one connection.");

    /// <summary>Opens further sessions in the snapshot: as many as were requested, or as the server allows.</summary>
    private async Task<IReadOnlyList<PostgresSession>> AdoptAllAsync(string snapshot, CancellationToken cancellationToken)
    {
        var sessions = new List<PostgresSession>();
        try
        {
            while (sessions.Count + 1 < request.Connections)
            {
                if (await AdoptAsync(snapshot, isFirst: sessions.Count == 0, cancellationToken).ConfigureAwait(false) is not { } session)
                {
                    break;
                }

                sessions.Add(session);
            }
        }
        catch (ExportException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // An export on fewer connections is slower but just as correct. A snapshot cannot be shared through a pooler with several
            // servers, or if the server has no free connection. If the server is down, the first query reports it.
            AddRemark(sessions.Count + 1, exception.Message);
        }
        catch
        {
            foreach (var session in sessions)
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }

        return sessions;
    }

    /// <summary>Opens a session in the snapshot. Null if the session would not see the rows of all tables as the snapshot sees them.</summary>
    private async Task<PostgresSession?> AdoptAsync(string snapshot, bool isFirst, CancellationToken cancellationToken)
    {
        var session = await PostgresSession.OpenAsync(dataSource, source, settings, cancellationToken).ConfigureAwait(false);
        try
        {
            if (isFirst && await PostgresOrigins.FindRemoteAsync(session, request.Queries, cancellationToken).ConfigureAwait(false) is { Count: > 0 } remote)
            {
                _remarks.Add(
                    $"The export ran on 1 of {request.Connections} connections, because rows of {string.Join(", ", remote)} are on another server, "
                    + "where connections cannot share a snapshot.");
                await session.DisposeAsync().ConfigureAwait(false);
                return null;
            }

            await session.BeginAsync(snapshot, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}

/// <summary>What the first session reports about its snapshot.</summary>
/// <param name="TakenAt">When the snapshot was taken, in UTC.</param>
/// <param name="HasCitus">Whether the database has Citus.</param>
/// <param name="Snapshot">The name by which other sessions adopt the snapshot; null if none will.</param>
internal sealed record SnapshotFacts(DateTime TakenAt, bool HasCitus, string? Snapshot);
