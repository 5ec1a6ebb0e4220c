using AccountCommStats.Exporting.Publication;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>A prefix of a bucket as a destination of export files.</summary>
internal sealed class S3Destination : IExportDestination
{
    private readonly S3Bucket _bucket;
    private readonly S3Locks? _locks;
    private readonly S3Leftovers _leftovers;

    /// <summary>Creates the destination; sends no request yet.</summary>
    /// <param name="address">The prefix.</param>
    /// <param name="options">How to reach the bucket.</param>
    /// <param name="time">The clock of this machine.</param>
    public S3Destination(S3Address address, S3Options options, TimeProvider time)
    {
        _bucket = new S3Bucket(address, options, time);
        _locks = options.IsConditional ? new S3Locks(_bucket, $"process {Environment.ProcessId} on {Environment.MachineName}", time) : null;
        _leftovers = new S3Leftovers(_bucket, _locks, name => ExportFileName.Parse(name)?.Stem);
    }

    /// <inheritdoc/>
    public string? TransportRisk => _bucket.TransportRisk;

    /// <inheritdoc/>
    public string PathOf(string name) => _bucket.Address.Of(name);

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> LockAsync(string stem, TimeSpan timeout, CancellationToken cancellationToken)
        => _locks is null ? new NoLock() : await _locks.AcquireAsync(stem, timeout, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task CleanUpAsync(ExportFileName target, CancellationToken cancellationToken)
    {
        await _leftovers.AbortOfAsync(target.Stem, cancellationToken).ConfigureAwait(false);
        await _leftovers.RemoveOfOthersAsync(target.Beginning, target.Stem, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Nothing needs to be checked: a bucket has no folders, and the server itself refuses to replace a protected object.</remarks>
    public void RefuseObstacles(IEnumerable<string> names)
    {
    }

    /// <inheritdoc/>
    public IPendingFile Create(string name, CancellationToken cancellationToken) => new S3Upload(_bucket, name, cancellationToken);

    /// <inheritdoc/>
    public Task PublishAsync(
        ExportFileName target, IAsyncDisposable held, IReadOnlyList<IPendingFile> files, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken)
        => new S3Publication(_bucket, target.Stem, held as S3Lock)
            .PublishAsync([.. files.Cast<S3Upload>()], target.Manifest, manifest, name => ExportFileName.Parse(name)?.Stem == target.Stem, cancellationToken);

    /// <inheritdoc/>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => _ = await _bucket.PutAsync(name, content, S3Condition.IsAbsent, cancellationToken).ConfigureAwait(false) ?? throw S3Errors.Conflict(PathOf(name));

    /// <inheritdoc/>
    public async Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
        => (await _bucket.OpenReadAsync(name, cancellationToken).ConfigureAwait(false))?.Content;

    /// <inheritdoc/>
    public void Dispose() => _bucket.Dispose();

    /// <summary>Stands for a lock if locks are off: the caller ensures that there is only one exporter.</summary>
    private sealed class NoLock : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
