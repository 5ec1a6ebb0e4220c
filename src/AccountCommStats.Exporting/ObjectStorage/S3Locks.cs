using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>
/// The locks of targets in a bucket. A lock is an object beside the target, <c>.NAME.lock</c>, that contains its owner and its expiry. It
/// is created only if it is absent, and replaced only if it is unchanged, by conditional writes. The lock of a killed owner blocks others
/// until it expires.
/// </summary>
/// <param name="bucket">The bucket.</param>
/// <param name="owner">The owner of the locks, for people.</param>
/// <param name="time">The clock of this machine.</param>
internal sealed class S3Locks(S3Bucket bucket, string owner, TimeProvider time)
{
    /// <summary>How long a lock lasts after its owner was killed.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);

    private const string Suffix = ".lock";

    // An ETag that no object has. A server that compares ETags refuses a request with this one.
    private const string NoETag = "\"00000000000000000000000000000000\"";

    private static readonly TimeSpan MinimumTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private volatile bool _isHonored;

    /// <summary>The name of a target's lock object.</summary>
    public static string NameOf(string stem) => $".{stem}{Suffix}";

    /// <summary>The stem of the target that a lock object is for; null for other objects.</summary>
    public static string? StemOf(string name)
        => name.Length > Suffix.Length + 1 && name[0] == '.' && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[1..^Suffix.Length] : null;

    /// <summary>Acquires the lock. If another exporter has it, waits until that exporter ends.</summary>
    /// <param name="stem">The stem of the target's file names.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <exception cref="OutputException">
    /// Another export has the lock; or the server would let two exports have it, refuses, or cannot be reached.
    /// </exception>
    public async Task<S3Lock> AcquireAsync(string stem, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var wait = timeout > MinimumTimeout ? timeout : MinimumTimeout;
        var start = time.GetTimestamp();
        while (true)
        {
            var (taken, other) = await TryAcquireAsync(stem, cancellationToken).ConfigureAwait(false);
            if (taken is not null)
            {
                return taken;
            }

            if (time.GetElapsedTime(start) >= wait)
            {
                throw InUse(stem, other);
            }

            await Task.Delay(RetryInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Acquires the lock if it is free.</summary>
    /// <returns>The lock, or null. If null, also the other owner, if it is known.</returns>
    /// <exception cref="OutputException">
    /// The server would let two exports have the lock, refuses, or cannot be reached; or the object is not a lock.
    /// </exception>
    public async Task<(S3Lock? Lock, S3LockNote? Other)> TryAcquireAsync(string stem, CancellationToken cancellationToken)
    {
        var name = NameOf(stem);
        // Read first, because a server that ignores conditions would overwrite the lock of another exporter.
        var seen = await bucket.ReadAsync(name, S3LockNote.MaximumBytes, cancellationToken).ConfigureAwait(false);
        if (seen is { } there)
        {
            var other = S3LockNote.Read(there.Content) ?? throw new OutputException(
                $"'{bucket.Address.Of(name)}' is in the way: it has the name of a lock but is not one. Find out who put it there, and remove it.");
            if (other.Expires > bucket.Clock.Now)
            {
                return (null, other);
            }
        }

        var note = new S3LockNote(Guid.NewGuid().ToString("N"), owner, bucket.Clock.Now + Duration, Renewals: 0);
        var begun = time.GetTimestamp();
        if (await bucket.PutAsync(name, note.ToUtf8(), S3Condition.IsStill(seen?.Object), cancellationToken).ConfigureAwait(false) is not { } tag)
        {
            return (null, null); // Another exporter acquired it first.
        }

        var taken = new S3Lock(bucket, stem, note, tag, begun, time);
        try
        {
            await ThrowIfNotHonoredAsync(name, note, cancellationToken).ConfigureAwait(false);
            return (taken, null);
        }
        catch
        {
            await taken.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Checks, once, that the server refuses to create an object that exists, and to replace an object that has another ETag.</summary>
    private async Task ThrowIfNotHonoredAsync(string name, S3LockNote note, CancellationToken cancellationToken)
    {
        if (_isHonored)
        {
            return;
        }

        foreach (var condition in new[] { S3Condition.IsAbsent, new S3Condition(NoETag) })
        {
            if (await bucket.PutAsync(name, note.ToUtf8(), condition, cancellationToken).ConfigureAwait(false) is not null)
            {
                throw new OutputException(
                    $"'{bucket.Address}' cannot be locked: its server ignores {(condition.IfMatch is null ? "If-None-Match" : "If-Match")}, so two exports "
                    + "could overwrite each other's files. Nothing was published. Use a server that honors conditional writes.")
                {
                    Remedy = ExportRemedy.ExportWithoutLock,
                };
            }
        }

        _isHonored = true;
    }

    private OutputException InUse(string stem, S3LockNote? other)
        => new($"'{bucket.Address.Of(stem)}' is being exported by {(other is null ? "another process" : TerminalText.Of(other.Owner))}. "
            + $"Nothing was published by this run. Wait for it to end; if it was killed, its lock expires within {Duration.TotalSeconds:F0} seconds.")
        {
            Remedy = ExportRemedy.WaitForLock,
        };
}
