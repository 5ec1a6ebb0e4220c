using System.Globalization;
using System.Threading.Channels;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>One snapshot of a PostgreSQL database, shared by one or several connections.</summary>
internal sealed class PostgresSnapshot : ISourceSnapshot
{
    private readonly List<PostgresSession> _sessions;
    private readonly Channel<PostgresSession> _idle = Channel.CreateUnbounded<PostgresSession>();
    private readonly SnapshotFacts _facts;
    private readonly string _source;
    private readonly bool _keepsRowSecurity;
    private Func<CancellationToken, Task<IReadOnlyList<PostgresSession>>>? _adopt;
    private int _usable = 1;

    /// <summary>Creates the snapshot from the session that took it. The snapshot then owns the session.</summary>
    /// <param name="facts">What the session reported about the snapshot.</param>
    /// <param name="coordinator">The session.</param>
    /// <param name="adopt">Opens further sessions in the same snapshot; null for none.</param>
    /// <param name="remarks">What an operator should know. Opening further sessions may add to it.</param>
    /// <param name="source">A description of the server, for error messages.</param>
    /// <param name="keepsRowSecurity">Whether policies are applied.</param>
    public PostgresSnapshot(
        SnapshotFacts facts,
        PostgresSession coordinator,
        Func<CancellationToken, Task<IReadOnlyList<PostgresSession>>>? adopt,
        IReadOnlyList<string> remarks,
        string source,
        bool keepsRowSecurity)
    {
        _facts = facts;
        _sessions = [coordinator];
        _idle.Writer.TryWrite(coordinator);
        _adopt = adopt;
        Remarks = remarks;
        _source = source;
        _keepsRowSecurity = keepsRowSecurity;
    }

    /// <inheritdoc/>
    public DateTime TakenAt => _facts.TakenAt;

    /// <inheritdoc/>
    public int Connections => _sessions.Count;

    /// <inheritdoc/>
    public bool CanShare => _adopt is not null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Remarks { get; }

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
    /// The estimate is the planner's cost, which is based on the statistics that autovacuum keeps. It is read from the text form of the
    /// plan, because in JSON the plan would be one value of a hundred kilobytes.
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
    public async Task ShareAsync(CancellationToken cancellationToken)
    {
        if (_adopt is not { } adopt)
        {
            return;
        }

        _adopt = null;
        foreach (var session in await adopt(cancellationToken).ConfigureAwait(false))
        {
            _sessions.Add(session);
            Interlocked.Increment(ref _usable);
            _idle.Writer.TryWrite(session);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BrokenClaim>> FindBrokenClaimsAsync(ExportQuery query, CancellationToken cancellationToken)
        => PostgresClaims.CreateSql(query) is { } sql
            ? PostgresClaims.Read(await _sessions[0].ReadTextsAsync(sql, cancellationToken).ConfigureAwait(false), query)
            : [];

    /// <inheritdoc/>
    public async Task<SnapshotEvidence> VerifyAsync(ExportQuery query, CancellationToken cancellationToken)
    {
        var testimonies = await Task
            .WhenAll(_sessions.Select(session => PostgresWitness.AskAsync(session, query, _facts.HasCitus, _keepsRowSecurity, cancellationToken)))
            .ConfigureAwait(false);
        string List(Func<Testimony, IReadOnlyList<string>> part) => string.Join(", ", testimonies.SelectMany(part).Distinct().Order(StringComparer.Ordinal));

        // Changed relations are reported first, because a changed definition may be the reason why an unknown relation was read.
        if (List(testimony => testimony.Changed) is { Length: > 0 } changed)
        {
            throw new SourceException(
                $"{_source}: {changed} had been truncated, rewritten, renamed or altered after the snapshot of the export was taken, so the export "
                + "may have read wrong rows. Nothing was published. Run the export again.",
                isTransient: true);
        }

        if (List(testimony => testimony.Unknown) is { Length: > 0 } unknown)
        {
            throw new SourceMismatchException(
                $"{_source}: the export read {unknown}, which no source table mentions. Nothing was published. It was read by a view that is not named in any source table, or by a function "
                + "that is not declared to read it: name {unknown} in a source table, declare the function with what it "
                + "reads ('-- function: NAME reads TABLE'), or do without that function or view.");
        }

        if (testimonies.Any(testimony => !testimony.Named.SequenceEqual(testimonies[0].Named)))
        {
            throw new SourceMismatchException(
                $"{_source}: the table names in the source tables resolve to different tables on different connections of the export. Nothing was published. "
                + "Write the table names there with their schemas, as in crm.contacts, or give all connections the same search_path.");
        }

        return testimonies.SelectMany(testimony => testimony.Broken).Distinct().ToList() is { Count: > 0 } broken
            ? throw BrokenClaim.ToException(_source, broken)
            : new SnapshotEvidence(
                [.. testimonies.SelectMany(testimony => testimony.Read).Distinct().Order(StringComparer.Ordinal)],
                testimonies.Length,
                [SnapshotChecks.RelationsNamed, SnapshotChecks.RelationsUnchanged, SnapshotChecks.ClaimsHold]);
    }

    /// <inheritdoc/>
    public Task ForgetReadsAsync(CancellationToken cancellationToken)
        => Task.WhenAll(_sessions.Select(session => session.RollBackToStartAsync(cancellationToken)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Reads the cost from the first line of a plan: <c>Merge Join  (cost=first..total rows=...</c>.</summary>
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

    /// <summary>Prevents the reuse of a session whose transaction was aborted. The session is closed together with the others.</summary>
    private void Discard()
    {
        if (Interlocked.Decrement(ref _usable) == 0)
        {
            _idle.Writer.TryComplete();
        }
    }
}
