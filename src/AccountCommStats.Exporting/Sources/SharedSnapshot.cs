using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>
/// One snapshot from which the exports of several small organizations are read together. Each export asks questions through its
/// own <see cref="SnapshotSeat"/>, as if no other export used the snapshot. When every export has asked a question, one query answers all
/// exports that asked the same, and the source plans that query only once. For a small organization, planning takes longer than reading
/// the rows.
/// </summary>
internal sealed class SharedSnapshot : IDisposable
{
    private static readonly object Opening = new();
    private static readonly object Verification = new();

    /// <summary>
    /// How long one query may take. If an organization is not small after all, the plan for several organizations may be far slower than a
    /// plan for it alone, and the others would have to wait.
    /// </summary>
    private static readonly TimeSpan MaximumTime = TimeSpan.FromSeconds(2);

    private readonly IExportSource _source;
    private readonly ExportQuery _query;
    private readonly IReadOnlyCollection<string> _relations;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _cancellationToken;
    private readonly SemaphoreSlim _turn = new(initialCount: 1);
    private readonly Lock _gate = new();
    private readonly List<SharedQuestion> _waiting = [];
    private ISourceSnapshot? _snapshot;
    private SnapshotEvidence? _evidence;
    private int _taken;
    private bool _isAnswering;

    /// <summary>Prepares the snapshot; opens nothing yet.</summary>
    /// <param name="source">The source.</param>
    /// <param name="query">The export.</param>
    /// <param name="organizations">Number of organizations.</param>
    /// <param name="relations">
    /// The database tables that the export of a single organization has read. If the query for several organizations reads other
    /// tables, such as partitions of other organizations, the manifests could not say truly what was read for each organization.
    /// </param>
    /// <param name="clock">Ends a query that takes too long.</param>
    /// <param name="cancellationToken">Cancels the queries for all organizations.</param>
    public SharedSnapshot(IExportSource source, ExportQuery query, int organizations, IReadOnlyCollection<string> relations, TimeProvider clock, CancellationToken cancellationToken)
    {
        _source = source;
        _query = query;
        _relations = relations;
        _clock = clock;
        _cancellationToken = cancellationToken;
        _taken = organizations;
        Seats = [.. Enumerable.Range(0, organizations).Select(_ => new SnapshotSeat(this))];
    }

    /// <summary>A seat for each organization. Each must be disposed: a question is answered only when every seat that is not disposed has asked one.</summary>
    public IReadOnlyList<SnapshotSeat> Seats { get; }

    /// <summary>Whether a query for several organizations failed, so that each of them must be read by itself.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The snapshot, once it was opened.</summary>
    public ISourceSnapshot Opened => _snapshot ?? throw new InvalidOperationException("The snapshot has not been opened.");

    /// <summary>Opens the snapshot.</summary>
    /// <exception cref="SharedReadException">The source refused.</exception>
    public Task OpenAsync() => AskAsync(new SharedQuestion(Opening));

    /// <summary>Asks the source what was read for all organizations.</summary>
    /// <exception cref="SharedReadException">Something is wrong with what was read.</exception>
    public async Task<SnapshotEvidence> VerifyAsync()
    {
        await AskAsync(new SharedQuestion(Verification)).ConfigureAwait(false);
        return _evidence!;
    }

    /// <summary>Asks a question on behalf of one organization, and waits for the answer.</summary>
    /// <exception cref="SharedReadException">This question or an earlier one failed, for this organization or another.</exception>
    public Task AskAsync(SharedQuestion question)
    {
        lock (_gate)
        {
            if (HasFailed)
            {
                throw new SharedReadException();
            }

            _waiting.Add(question);
            AnswerIfAllHaveAsked();
        }

        return question.Answer.Task;
    }

    /// <summary>Waits until no other organization of the group reads, because the whole group has only the connections of one organization.</summary>
    /// <returns>The turn. Disposing it lets the next organization read.</returns>
    public async Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_turn);
    }

    /// <summary>Called once for each seat, when its organization has nothing more to ask.</summary>
    public async ValueTask LeaveAsync()
    {
        bool isLast;
        lock (_gate)
        {
            isLast = --_taken == 0;
            AnswerIfAllHaveAsked();
        }

        if (isLast && _snapshot is { } opened)
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private void AnswerIfAllHaveAsked()
    {
        if (!_isAnswering && _waiting.Count > 0 && _waiting.Count == _taken)
        {
            _isAnswering = true;
            var subject = _waiting[0].Subject;
            var same = _waiting.FindAll(question => ReferenceEquals(question.Subject, subject));
            _waiting.RemoveAll(same.Contains);
            _ = Task.Run(() => AnswerAsync(subject, same), CancellationToken.None);
        }
    }

    private async Task AnswerAsync(object subject, List<SharedQuestion> same)
    {
        Exception? failure = null;
        try
        {
            if (subject == Opening)
            {
                await OpenInTurnAsync().ConfigureAwait(false);
            }
            else if (subject == Verification)
            {
                var evidence = await Opened.VerifyAsync(_query, _cancellationToken).ConfigureAwait(false);
                _evidence = evidence.Relations.All(_relations.Contains)
                    ? evidence
                    : throw new InvalidOperationException("The query for several organizations read tables that the query for one organization does not read.");
            }
            else
            {
                using var limit = new CancellationTokenSource(MaximumTime, _clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _cancellationToken);
                await SharedRead.RunAsync(Opened, (SqlStatement)subject, [.. same.Cast<SharedRead>()], either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            failure = _cancellationToken.IsCancellationRequested ? new OperationCanceledException(_cancellationToken) : new SharedReadException(exception);
        }

        lock (_gate)
        {
            _isAnswering = false;
            if (failure is not null)
            {
                // The transaction is aborted, so nobody gets a further answer.
                HasFailed = true;
                same.AddRange(_waiting);
                _waiting.Clear();
            }

            AnswerIfAllHaveAsked();
        }

        foreach (var question in same)
        {
            // A read whose records had all arrived was answered before.
            _ = failure is null ? question.Answer.TrySetResult() : question.Answer.TrySetException(failure);
        }
    }

    private async Task OpenInTurnAsync()
    {
        await _turn.WaitAsync(_cancellationToken).ConfigureAwait(false);
        try
        {
            _snapshot = await _source.OpenSnapshotAsync(new SnapshotRequest(Connections: 1) { Queries = [_query] }, _cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
