using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>Publishes the files of one export, the manifest last.</summary>
/// <remarks>
/// A reader that waits for the manifest never sees one that does not match its files, even if the machine dies while older files of the
/// same names are replaced. The old manifest is deleted first. Then each file is replaced in one step, and old files without a successor
/// are deleted. Only then does the new manifest appear. Each step requires that the object it replaces is unchanged, so an exporter that lost
/// its lock without noticing stops at the first file that its successor wrote. If a step fails before an old file is replaced, the old
/// manifest is restored.
/// </remarks>
/// <param name="bucket">The bucket.</param>
/// <param name="stem">The stem of the target's file names.</param>
/// <param name="held">The lock of the target; null without locks.</param>
internal sealed class S3Publication(S3Bucket bucket, string stem, S3Lock? held)
{
    private const int MaximumBytesOfManifest = 64 * 1024 * 1024;

    private static readonly TimeSpan WithdrawalTimeout = TimeSpan.FromSeconds(30);

    private readonly List<S3Object> _published = [];
    private byte[]? _oldManifest;
    private bool _canRestore = true;

    /// <summary>Publishes the files.</summary>
    /// <param name="files">The files with rows and rejects, which are complete.</param>
    /// <param name="manifestName">The manifest's name.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="isOfTarget">Whether an object whose name begins with the stem is a file of the target. Such an object is deleted if it has no successor.</param>
    /// <param name="cancellationToken">Cancels the publication, but not once the manifest is being written. What was done is undone if possible.</param>
    /// <exception cref="OutputException">The lock is lost, the server refuses or cannot be reached, or another process changed an object.</exception>
    public async Task PublishAsync(
        IReadOnlyList<S3Upload> files, string manifestName, ReadOnlyMemory<byte> manifest, Func<string, bool> isOfTarget, CancellationToken cancellationToken)
    {
        if (held is not null)
        {
            await held.EnsureHeldAsync(cancellationToken).ConfigureAwait(false);
        }

        var names = files.Select(file => file.Name).Append(manifestName).ToHashSet();
        var listed = await bucket.ListAsync(stem, cancellationToken).ConfigureAwait(false);
        var old = listed.Where(each => names.Contains(each.Name) || isOfTarget(each.Name)).ToDictionary(each => each.Name);
        try
        {
            await TakeDownAsync(manifestName, cancellationToken).ConfigureAwait(false);
            foreach (var file in files)
            {
                await ReplaceAsync(old.GetValueOrDefault(file.Name), file, cancellationToken).ConfigureAwait(false);
            }

            foreach (var obsolete in old.Values.Where(each => !names.Contains(each.Name)))
            {
                held?.ThrowIfLost();
                _canRestore = false;
                await DeleteAsync(obsolete, cancellationToken).ConfigureAwait(false);
            }

            held?.ThrowIfLost();
        }
        catch
        {
            await WithdrawAsync(manifestName).ConfigureAwait(false);
            throw;
        }

        // From here on nothing is withdrawn. If the response is lost, the manifest may have been published, and then its files must stay.
        if (await bucket.PutAsync(manifestName, manifest, S3Condition.IsAbsent, CancellationToken.None).ConfigureAwait(false) is null)
        {
            throw S3Errors.Conflict(bucket.Address.Of(manifestName));
        }
    }

    private async Task TakeDownAsync(string manifestName, CancellationToken cancellationToken)
    {
        if (await bucket.ReadAsync(manifestName, MaximumBytesOfManifest, cancellationToken).ConfigureAwait(false) is var (content, found))
        {
            held?.ThrowIfLost();
            _oldManifest = content;
            await DeleteAsync(found, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReplaceAsync(S3Object? old, S3Upload file, CancellationToken cancellationToken)
    {
        held?.ThrowIfLost();
        try
        {
            _published.Add(await file.PublishAsync(S3Condition.IsStill(old), cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            _canRestore &= old is null; // Even if an error occurred, because the server may have replaced the file.
        }
    }

    private async Task DeleteAsync(S3Object seen, CancellationToken cancellationToken)
    {
        if (!await bucket.DeleteAsync(seen, cancellationToken).ConfigureAwait(false))
        {
            throw S3Errors.Conflict(bucket.Address.Of(seen.Name));
        }
    }

    /// <summary>Withdraws what was published, and restores the old manifest if its files are unchanged.</summary>
    private async Task WithdrawAsync(string manifestName)
    {
        using var limit = new CancellationTokenSource(WithdrawalTimeout);
        try
        {
            foreach (var file in _published)
            {
                await bucket.DeleteAsync(file, limit.Token).ConfigureAwait(false);
            }

            if (_canRestore && _oldManifest is not null)
            {
                await bucket.PutAsync(manifestName, _oldManifest, S3Condition.IsAbsent, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OutputException or OperationCanceledException)
        {
            // Without a manifest there is nothing to load, and the next run publishes all files again. The user should see the error that
            // made this run fail.
        }
    }
}
