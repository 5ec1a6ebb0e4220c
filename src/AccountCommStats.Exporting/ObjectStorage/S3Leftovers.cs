using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>The leftovers of killed exports in a bucket: incomplete uploads, and the locks of their targets.</summary>
/// <param name="bucket">The bucket.</param>
/// <param name="locks">The locks in the bucket; null if exports do not lock. Then leftovers of other targets stay, as their exports may still run.</param>
/// <param name="stemOf">The stem of the target that a file's name belongs to; null for other files.</param>
internal sealed class S3Leftovers(S3Bucket bucket, S3Locks? locks, Func<string, string?> stemOf)
{
    /// <summary>Aborts the uploads to a target. Only the owner of the target's lock may call this.</summary>
    /// <exception cref="OutputException">The server refuses, or cannot be reached.</exception>
    public async Task AbortOfAsync(string stem, CancellationToken cancellationToken)
    {
        foreach (var (name, id) in await bucket.ListUploadsAsync(stem, cancellationToken).ConfigureAwait(false))
        {
            if (stemOf(name) == stem)
            {
                await bucket.AbortUploadAsync(name, id, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Removes the leftovers of other as-of times or organizations, but nothing that belongs to a running export.</summary>
    /// <param name="beginning">What the names of all files of the export begin with, such as <c>account-core.org-</c>.</param>
    /// <param name="ownStem">The target that the caller has locked.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="OutputException">The uploads or locks cannot be listed.</exception>
    public async Task RemoveOfOthersAsync(string beginning, string ownStem, CancellationToken cancellationToken)
    {
        if (locks is null)
        {
            return;
        }

        var uploads = await bucket.ListUploadsAsync(beginning, cancellationToken).ConfigureAwait(false);
        var locked = await bucket.ListAsync($".{beginning}", cancellationToken).ConfigureAwait(false);
        var stems = uploads.Select(upload => stemOf(upload.Name))
            .Concat(locked.Select(each => S3Locks.StemOf(each.Name)))
            .OfType<string>()
            .Where(stem => stem != ownStem)
            .Distinct()
            .ToList();
        foreach (var stem in stems)
        {
            try
            {
                var (ended, _) = await locks.TryAcquireAsync(stem, cancellationToken).ConfigureAwait(false);
                if (ended is not null)
                {
                    await using (ended.ConfigureAwait(false))
                    {
                        await AbortOfAsync(stem, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
            catch (OutputException)
            {
                // These leftovers belong to another user, and must not stop the export.
            }
        }
    }
}
