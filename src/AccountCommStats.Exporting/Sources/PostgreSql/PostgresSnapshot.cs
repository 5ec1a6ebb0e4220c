using System.Globalization;
using System.Threading.Channels;
using Npgsql;

namespace AccountCommStats.Exporting;

/// <summary>One snapshot of a PostgreSQL database, seen by one or several connections.</summary>
internal sealed class PostgresSnapshot : ISourceSnapshot
{
    private readonly List<PostgresSession> _sessions;
    private readonly Channel<PostgresSession> _idle;
    private int _usable;

    private PostgresSnapshot(DateTime takenAt, List<PostgresSession> sessions, IReadOnlyList<string> remarks)
    {
        TakenAt = takenAt;
        Remarks = remarks;
        _sessions = sessions;
        _usable = sessions.Count;
        _idle = Channel.CreateUnbounded<PostgresSession>();
        foreach (var session in sessions)
        {
            _idle.Writer.TryWrite(session);
        }
    }

    /// <inheritdoc/>
    public DateTime TakenAt { get; }

    /// <inheritdoc/>
    public int Connections => _sessions.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Takes the snapshot, and lets further connections adopt it.</summary>
    public static async Task<PostgresSnapshot> TakeAsync(
        NpgsqlDataSource dataSource,
        PostgresSession coordinator,
        string source,
        SessionLimits limits,
        int connections,
        CancellationToken cancellationToken)
    {
        var takenAt = await BeginAsync(coordinator, cancellationToken).ConfigureAwait(false);
        var sessions = new List<PostgresSession> { coordinator };
        var remarks = new List<string>();
        if (connections > 1)
        {
            var (snapshot, refusal) = await ExportAsync(coordinator, cancellationToken).ConfigureAwait(false);
            if (snapshot is not null)
            {
                refusal = await ShareAsync(snapshot).ConfigureAwait(false);
            }
            else
            {
                // The refusal ended the transaction, and with it the snapshot.
                await coordinator.RollBackAsync(cancellationToken).ConfigureAwait(false);
                takenAt = await BeginAsync(coordinator, cancellationToken).ConfigureAwait(false);
            }

            if (refusal is not null)
            {
                remarks.Add(
                    $"The export ran on {sessions.Count} of {connections} connections, for a further one could not share the snapshot: "
                    + $"{refusal} The file is the same; --connections 1 spares the attempt.");
            }
        }

        return new PostgresSnapshot(DateTime.SpecifyKind(takenAt, DateTimeKind.Utc), sessions, remarks);

        async Task<string?> ShareAsync(string snapshot)
        {
            try
            {
                while (sessions.Count < connections)
                {
                    sessions.Add(await AdoptAsync(dataSource, source, limits, snapshot, cancellationToken).ConfigureAwait(false));
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
                await CloseAsync(sessions.Skip(1)).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public async Task ReadAsync<TConsumer>(
        SqlStatement statement, ParameterValues parameters, TConsumer consumer, CancellationToken cancellationToken)
        where TConsumer : struct, IRecordConsumer
    {
        var copy = $"copy (\n{SqlLiterals.Substitute(statement, parameters)}\n) to stdout (format binary)";
        var session = await _idle.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        await UseAsync(async () =>
        {
            try
            {
                await session.CopyAsync(copy, consumer, cancellationToken).ConfigureAwait(false);
            }
            catch (SourceDataException error)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw await FaultyColumn
                    .LocateAsync(error, () => FindFaultyColumnAsync(session, SqlLiterals.Substitute(statement, parameters), cancellationToken))
                    .ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        if (consumer.WantsMore)
        {
            _idle.Writer.TryWrite(session);
        }
        else
        {
            Discard();
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The planner's cost, from the statistics that autovacuum keeps. It is read from the plan's text: as JSON the plan would be one
    /// value of a hundred kilobytes.
    /// </remarks>
    public async Task<double?> EstimateAsync(SqlStatement statement, ParameterValues parameters, CancellationToken cancellationToken)
    {
        var explain = $"explain\n{SqlLiterals.Substitute(statement, parameters)}";
        var session = await _idle.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var topNode = "";
        await UseAsync(async () => topNode = await session.ReadScalarAsync<string>(explain, cancellationToken).ConfigureAwait(false))
            .ConfigureAwait(false);
        _idle.Writer.TryWrite(session);
        return TotalCostOf(topNode);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CloseAsync(_sessions).ConfigureAwait(false);

    /// <summary>Reads it from the first line of a plan: <c>Merge Join  (cost=first..total rows=...</c>.</summary>
    private static double? TotalCostOf(string topNode)
    {
        const string Separator = "..";
        var separator = topNode.IndexOf(Separator, Math.Max(topNode.IndexOf("(cost=", StringComparison.Ordinal), 0), StringComparison.Ordinal);
        var total = topNode.AsSpan(separator < 0 ? topNode.Length : separator + Separator.Length);
        var end = total.IndexOf(' ');
        return double.TryParse(total[..Math.Max(end, 0)], NumberStyles.Float, CultureInfo.InvariantCulture, out var cost) ? cost : null;
    }

    private static async Task<string?> FindFaultyColumnAsync(PostgresSession session, string query, CancellationToken cancellationToken)
    {
        await session.RollBackAsync(cancellationToken).ConfigureAwait(false);
        var columns = await session.ReadColumnNamesAsync(query, cancellationToken).ConfigureAwait(false);
        return await new FaultyColumn(columns, FailsAsync).FindAsync().ConfigureAwait(false);

        async Task<bool> FailsAsync(string expressions)
        {
            await session.BeginAsync(snapshot: null, cancellationToken).ConfigureAwait(false);
            try
            {
                await session.ReadScalarAsync<long>(
                    $"select count(convert_to(row({expressions})::text, 'UTF8')) from (\n{query}\n) as rows", cancellationToken).ConfigureAwait(false);
                return false;
            }
            catch (SourceDataException)
            {
                return true;
            }
            finally
            {
                await session.RollBackAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task UseAsync(Func<Task> use)
    {
        try
        {
            await use().ConfigureAwait(false);
        }
        catch
        {
            Discard();
            throw;
        }
    }

    /// <summary>Keeps a session whose transaction is aborted from being used again; it is closed with the others.</summary>
    private void Discard()
    {
        if (Interlocked.Decrement(ref _usable) == 0)
        {
            _idle.Writer.TryComplete();
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

    private static async Task<PostgresSession> AdoptAsync(
        NpgsqlDataSource dataSource, string source, SessionLimits limits, string snapshot, CancellationToken cancellationToken)
    {
        var session = await PostgresSession.OpenAsync(dataSource, source, limits, cancellationToken).ConfigureAwait(false);
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

    private static async Task CloseAsync(IEnumerable<PostgresSession> sessions)
    {
        foreach (var session in sessions)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }
}
