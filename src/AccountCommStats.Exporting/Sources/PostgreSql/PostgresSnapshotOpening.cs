using AccountCommStats.Exporting.Errors;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>Takes a snapshot of a PostgreSQL database, and lets further connections adopt it.</summary>
/// <param name="dataSource">Opens connections.</param>
/// <param name="source">The server in words.</param>
/// <param name="settings">What each transaction begins with.</param>
/// <param name="request">What the snapshot is for.</param>
internal sealed class PostgresSnapshotOpening(
    NpgsqlDataSource dataSource, string source, TransactionSettings settings, SnapshotRequest request)
{
    private readonly List<string> _remarks = [];

    /// <summary>Takes it.</summary>
    /// <param name="coordinator">A session without transaction; the snapshot owns it if this succeeds.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<PostgresSnapshot> TakeAsync(PostgresSession coordinator, CancellationToken cancellationToken)
    {
        var origins = request.Query is { } query
            ? await PostgresOrigins.ReadAsync(coordinator, query, cancellationToken).ConfigureAwait(false)
            : new PostgresOrigins([], HasCitus: false);
        var connections = ConnectionsFor(origins);
        var takenAt = await BeginAsync(coordinator, cancellationToken).ConfigureAwait(false);
        var sessions = new List<PostgresSession> { coordinator };
        if (connections > 1)
        {
            var (snapshot, refusal) = await ExportAsync(coordinator, cancellationToken).ConfigureAwait(false);
            if (snapshot is not null)
            {
                refusal = await ShareAsync(snapshot, sessions, connections, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                // The refusal ended the transaction, and with it the snapshot.
                await coordinator.RollBackAsync(cancellationToken).ConfigureAwait(false);
                takenAt = await BeginAsync(coordinator, cancellationToken).ConfigureAwait(false);
            }

            if (refusal is not null)
            {
                _remarks.Add(
                    $"The export ran on {sessions.Count} of {connections} connections, for a further one could not share the snapshot: "
                    + $"{refusal} The file is the same; to ask for one connection spares the attempt.");
            }
        }

        return new PostgresSnapshot(
            DateTime.SpecifyKind(takenAt, DateTimeKind.Utc), sessions, _remarks, source, origins.HasCitus, settings.Session.KeepsRowSecurity);
    }

    private int ConnectionsFor(PostgresOrigins origins)
    {
        if (origins.Remote.Count == 0 || request.Connections == 1)
        {
            return request.Connections;
        }

        _remarks.Add(
            $"The export ran on 1 of {request.Connections} connections, for rows of {string.Join(", ", origins.Remote)} are on another server, "
            + "where connections do not share a snapshot.");
        return 1;
    }

    private async Task<string?> ShareAsync(
        string snapshot, List<PostgresSession> sessions, int connections, CancellationToken cancellationToken)
    {
        try
        {
            while (sessions.Count < connections)
            {
                sessions.Add(await AdoptAsync(snapshot, cancellationToken).ConfigureAwait(false));
            }

            return null;
        }
        catch (ExportException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // One connection is slower and no less right. Were the server gone, the first query would say so. A snapshot
            // cannot be shared through a pooler that spreads over several servers, or when connections are scarce.
            return exception.Message;
        }
        catch
        {
            foreach (var session in sessions.Skip(1))
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    private static async Task<DateTime> BeginAsync(PostgresSession coordinator, CancellationToken cancellationToken)
    {
        await coordinator.BeginAsync(snapshot: null, cancellationToken).ConfigureAwait(false);
        return await coordinator.ReadScalarAsync<DateTime>("select transaction_timestamp()", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The name by which others adopt the snapshot; or why the server does not give one.</summary>
    private static async Task<(string? Snapshot, string? Refusal)> ExportAsync(
        PostgresSession coordinator, CancellationToken cancellationToken)
    {
        try
        {
            return (await coordinator.ReadScalarAsync<string>("select pg_export_snapshot()", cancellationToken).ConfigureAwait(false), null);
        }
        catch (ExportException exception) when (coordinator.IsOpen)
        {
            return (null, exception.InnerException is PostgresException server ? $"{server.MessageText}." : exception.Message);
        }
    }

    private async Task<PostgresSession> AdoptAsync(string snapshot, CancellationToken cancellationToken)
    {
        var session = await PostgresSession.OpenAsync(dataSource, source, settings, cancellationToken).ConfigureAwait(false);
        try
        {
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
