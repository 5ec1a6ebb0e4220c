using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>The lock of one target, renewed in the background until it is released.</summary>
internal sealed class S3Lock : IAsyncDisposable
{
    // Three renewals may fail in a row. The owner gives up before another exporter may take over the lock.
    private static readonly TimeSpan RenewalInterval = S3Locks.Duration / 4;
    private static readonly TimeSpan SafeDuration = S3Locks.Duration - TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(10);

    private readonly S3Bucket _bucket;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _end = new();
    private readonly ITimer _timer;
    private S3LockNote _note;
    private string _tag;
    private long _renewedAt;
    private volatile bool _isTaken;
    private volatile string? _failure;
    private bool _isDisposed;
    private Task _renewing = Task.CompletedTask;

    /// <summary>Creates a lock that was acquired, and begins to renew it.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="stem">The stem of the target's file names.</param>
    /// <param name="note">The content of the lock object.</param>
    /// <param name="tag">The ETag of the lock object.</param>
    /// <param name="begun">The timestamp taken just before the lock was acquired.</param>
    /// <param name="time">The clock of this machine.</param>
    public S3Lock(S3Bucket bucket, string stem, S3LockNote note, string tag, long begun, TimeProvider time)
    {
        Stem = stem;
        (_bucket, _note, _tag, _renewedAt, _time) = (bucket, note, tag, begun, time);
        _timer = time.CreateTimer(_ => _renewing = RenewAfterAsync(_renewing), state: null, RenewalInterval, RenewalInterval);
    }

    /// <summary>The stem of the target's file names.</summary>
    public string Stem { get; }

    /// <summary>Throws if another exporter may have the lock by now.</summary>
    /// <exception cref="OutputException">The lock is lost, or could not be renewed in time.</exception>
    public void ThrowIfLost()
    {
        if (_isTaken || _time.GetElapsedTime(Interlocked.Read(ref _renewedAt)) >= SafeDuration)
        {
            throw new OutputException(
                $"'{_bucket.Address.Of(Stem)}' was not published: its lock was lost: "
                + (_isTaken ? "another exporter took it over or somebody removed it. " : $"it could not be renewed in time. {_failure} ")
                + "Nothing was published by this run. Run the export again.");
        }
    }

    /// <summary>Renews the lock, so that there is time for what follows.</summary>
    /// <exception cref="OutputException">The lock is lost, or cannot be renewed.</exception>
    public async Task EnsureHeldAsync(CancellationToken cancellationToken)
    {
        ThrowIfLost();
        if (!await TryRenewAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new OutputException($"'{_bucket.Address.Of(Stem)}' was not published: its lock could not be renewed. {_failure}");
        }

        ThrowIfLost();
    }

    /// <summary>Releases the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_isTaken)
        {
            using var limit = new CancellationTokenSource(ReleaseTimeout);
            try
            {
                if (!await _bucket.DeleteAsync(new S3Object(S3Locks.NameOf(Stem), _tag, Bytes: 0), limit.Token).ConfigureAwait(false)
                    && await FindOwnAsync(limit.Token).ConfigureAwait(false) is { } own)
                {
                    await _bucket.DeleteAsync(own, limit.Token).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is OutputException or OperationCanceledException)
            {
                // The lock expires by itself.
            }
        }

        _end.Dispose();
        _turn.Dispose();
    }

    private async Task RenewAfterAsync(Task earlier)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await TryRenewAsync(_end.Token).ConfigureAwait(false);
    }

    /// <returns>
    /// Whether the lock is known to be either renewed or lost. False after a transient failure; there is then time to try again before the
    /// lock expires.
    /// </returns>
    private async Task<bool> TryRenewAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(RenewalInterval, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await RenewAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OutputException exception)
        {
            _failure = exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _failure = "The server did not answer in time.";
        }

        return false;
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isTaken && !await PutAsync(cancellationToken).ConfigureAwait(false))
            {
                _isTaken = await FindOwnAsync(cancellationToken).ConfigureAwait(false) is not { } own || !await PutAsync(cancellationToken, own.ETag).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Finds the lock object if it still belongs to this owner. Its ETag may have changed: a renewal that timed out here may have succeeded on the server.</summary>
    private async Task<S3Object?> FindOwnAsync(CancellationToken cancellationToken)
        => await _bucket.ReadAsync(S3Locks.NameOf(Stem), S3LockNote.MaximumBytes, cancellationToken).ConfigureAwait(false) is var (content, found)
            && S3LockNote.Read(content)?.Id == _note.Id ? found : null;

    private async Task<bool> PutAsync(CancellationToken cancellationToken, string? tag = null)
    {
        var begun = _time.GetTimestamp();
        var note = _note with { Expires = _bucket.Clock.Now + S3Locks.Duration, Renewals = _note.Renewals + 1 };
        if (await _bucket.PutAsync(S3Locks.NameOf(Stem), note.ToUtf8(), new S3Condition(tag ?? _tag), cancellationToken).ConfigureAwait(false) is not { } renewed)
        {
            return false;
        }

        (_note, _tag) = (note, renewed);
        Interlocked.Exchange(ref _renewedAt, begun);
        return true;
    }
}
