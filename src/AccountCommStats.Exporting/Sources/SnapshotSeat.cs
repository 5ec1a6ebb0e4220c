using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>The place of one organization at a <see cref="SharedSnapshot"/>.</summary>
/// <param name="shared">The snapshot.</param>
internal sealed class SnapshotSeat(SharedSnapshot shared) : ISourceSnapshot
{
    private bool _hasLeft;

    /// <summary>Whether the organization can still be read together with the others. If it has to be read again, it is read by itself.</summary>
    public bool IsFree { get; private set; } = true;

    /// <inheritdoc/>
    public DateTime TakenAt => shared.Opened.TakenAt;

    /// <inheritdoc/>
    public int Connections => 1;

    /// <inheritdoc/>
    public bool CanShare => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> Remarks => shared.Opened.Remarks;

    /// <summary>Opens the snapshot together with the other organizations.</summary>
    /// <exception cref="SharedReadException">The source refused.</exception>
    public async Task<ISourceSnapshot> OpenAsync()
    {
        IsFree = false;
        try
        {
            await shared.OpenAsync().ConfigureAwait(false);
            return this;
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc cref="SharedSnapshot.TakeTurnAsync"/>
    public Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken) => shared.TakeTurnAsync(cancellationToken);

    /// <inheritdoc/>
    public Task ReadAsync<TConsumer>(SqlStatement statement, ParameterValues parameters, TConsumer consumer, CancellationToken cancellationToken)
        where TConsumer : struct, IRecordConsumer
        => shared.AskAsync(new SharedRead(statement, parameters, consumer, cancellationToken));

    /// <inheritdoc/>
    public Task<SnapshotEvidence> VerifyAsync(ExportQuery query, CancellationToken cancellationToken) => shared.VerifyAsync();

    /// <inheritdoc/>
    public Task ShareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<double?> EstimateAsync(SqlStatement statement, ParameterValues parameters, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrokenClaim>> FindBrokenClaimsAsync(ExportQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task ForgetReadsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Leaves the snapshot. Further calls do nothing.</summary>
    public ValueTask DisposeAsync()
    {
        IsFree = false;
        if (_hasLeft)
        {
            return ValueTask.CompletedTask;
        }

        _hasLeft = true;
        return shared.LeaveAsync();
    }
}
