using System.Data.Common;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using DuckDB.NET.Data;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>One transaction on a DuckDB file. Queries run one at a time, each on all cores.</summary>
internal sealed class DuckDbSnapshot : ISourceSnapshot
{
    private const int RecordsPerDrain = 256;

    private readonly DuckDBConnection _connection;
    private readonly string _source;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly DuckDbWitness _witness;

    private DuckDbSnapshot(DuckDBConnection connection, string source, DateTime takenAt)
    {
        _connection = connection;
        _source = source;
        _witness = new DuckDbWitness(connection);
        TakenAt = takenAt;
    }

    /// <inheritdoc/>
    public DateTime TakenAt { get; }

    /// <inheritdoc/>
    public int Connections => 1;

    /// <inheritdoc/>
    public bool CanShare => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> Remarks => [];

    /// <summary>Begins the transaction on an open connection, which the snapshot then owns.</summary>
    public static DuckDbSnapshot Take(DuckDBConnection connection, string source)
    {
        Execute(connection, "set TimeZone = 'UTC'");
        Execute(connection, "set explain_output = 'all'"); // Ask for all plans: an optimized plan lacks what the optimizer has already computed.
        Execute(connection, "begin transaction");

        using var command = connection.CreateCommand();
        command.CommandText = "select epoch_us(now())"; // In DuckDB, now() is the time at which the transaction started.
        return new DuckDbSnapshot(connection, source, DateTime.UnixEpoch.AddMicroseconds((long)command.ExecuteScalar()!));
    }

    /// <inheritdoc/>
    public async Task ReadAsync<TConsumer>(
        SqlStatement statement, ParameterValues parameters, TConsumer consumer, CancellationToken cancellationToken)
        where TConsumer : struct, IRecordConsumer
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(() => ReadRecordsAsync(statement, parameters, consumer, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (DbException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var error = DuckDbErrors.WhileReading(exception, _source, statement.Sql);
            throw error is SourceDataException data
                ? await FaultyColumn.LocateAsync(data, () => FindFaultyColumnAsync(statement, parameters, cancellationToken)).ConfigureAwait(false)
                : error;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    /// <remarks>No estimate is needed, because DuckDB itself spreads one query over all cores.</remarks>
    public Task<double?> EstimateAsync(SqlStatement statement, ParameterValues parameters, CancellationToken cancellationToken)
        => Task.FromResult<double?>(null);

    /// <inheritdoc/>
    public Task ShareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrokenClaim>> FindBrokenClaimsAsync(ExportQuery query, CancellationToken cancellationToken)
        => TakeTurnAsync(() => Task.FromResult(new DuckDbClaims(_connection).FindBroken(query)), cancellationToken);

    /// <inheritdoc/>
    public Task<SnapshotEvidence> VerifyAsync(ExportQuery query, CancellationToken cancellationToken)
        => TakeTurnAsync(() => CollectEvidenceAsync(query), cancellationToken);

    /// <inheritdoc/>
    public Task ForgetReadsAsync(CancellationToken cancellationToken)
    {
        _witness.Forget();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private async Task<T> TakeTurnAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(ask, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException exception)
        {
            throw DuckDbErrors.WhileReading(exception, _source, sent: "");
        }
        finally
        {
            _turn.Release();
        }
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task<SnapshotEvidence> CollectEvidenceAsync(ExportQuery query)
    {
        var unknown = await _witness.FindUnknownAsync(query).ConfigureAwait(false);
        if (unknown.Count > 0)
        {
            throw new SourceMismatchException(
                $"{_source}: the export read {string.Join(", ", unknown)}, which no source table mentions. Nothing was published. "
                + "It was read by a view that is not named in any source table, or by a macro that is not declared to read it: name the table in a source table, declare the macro with what it reads "
                + "('-- function: NAME reads TABLE'), or do without that view or macro.");
        }

        var broken = new DuckDbClaims(_connection).FindBroken(query);
        return broken.Count > 0
            ? throw BrokenClaim.ToException(_source, broken)
            : new SnapshotEvidence(_witness.Read, Sessions: 1, [SnapshotChecks.RelationsNamed, SnapshotChecks.ClaimsHold]);
    }

    private async Task ReadRecordsAsync<TConsumer>(
        SqlStatement statement, ParameterValues parameters, TConsumer consumer, CancellationToken cancellationToken)
        where TConsumer : struct, IRecordConsumer
    {
        await _witness.ObserveAsync(statement, parameters).ConfigureAwait(false);
        var registration = cancellationToken.Register(_connection.NativeConnection.Interrupt);
        await using (registration.ConfigureAwait(false))
        {
            var result = DuckDbResult.Execute(_connection, statement, parameters);
            await using var _ = result.ConfigureAwait(false);
            if (result.FieldCount != consumer.FieldCount)
            {
                throw new SourceMismatchException(
                    $"{_source}: The query yields {CountText.Of(result.FieldCount, "column")} where {consumer.FieldCount} are expected.");
            }

            var records = 0;
            while (consumer.WantsMore && await result.MoveNextAsync().ConfigureAwait(false))
            {
                for (var row = 0; row < result.RowCount && consumer.WantsMore; row++)
                {
                    var fields = result.FieldsOf(row);
                    consumer.Accept(ref fields);
                    if (++records % RecordsPerDrain == 0)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        await consumer.DrainAsync(cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }

        await consumer.DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> FindFaultyColumnAsync(SqlStatement statement, ParameterValues parameters, CancellationToken cancellationToken)
    {
        Execute(_connection, "rollback"); // The error aborted the transaction.
        var none = DuckDbResult.Execute(_connection, statement.Within("select * from (\n", "\n) limit 0"), parameters);
        await using (none.ConfigureAwait(false))
        {
            return await new FaultyColumn(none.FieldNames, FailsAsync).FindAsync().ConfigureAwait(false);
        }

        async Task<bool> FailsAsync(string expressions)
        {
            var registration = cancellationToken.Register(_connection.NativeConnection.Interrupt);
            await using var _ = registration.ConfigureAwait(false);
            try
            {
                var count = DuckDbResult.Execute(
                    _connection, statement.Within($"select count(cast(row({expressions}) as varchar)) from (\n", "\n) as rows"), parameters);
                await using (count.ConfigureAwait(false))
                {
                    await count.MoveNextAsync().ConfigureAwait(false);
                    return false;
                }
            }
            catch (DbException exception) when (DuckDbErrors.WhileReading(exception, _source, sent: "") is SourceDataException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return true;
            }
        }
    }
}
