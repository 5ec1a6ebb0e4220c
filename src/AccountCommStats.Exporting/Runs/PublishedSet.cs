using AccountCommStats.Exporting.Destinations;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Exports of one snapshot that were published earlier.</summary>
/// <param name="Exports">The exports, in the order requested.</param>
/// <param name="SetPath">Full path or address of the set manifest; null for a single export.</param>
internal sealed record PublishedSet(IReadOnlyList<PublishedExport> Exports, string? SetPath)
{
    /// <summary>
    /// Finds the exports that a request would repeat, and their set manifest if there are several. Null if any of these is missing,
    /// was changed, or does not match the request.
    /// </summary>
    /// <param name="schemas">The exports.</param>
    /// <param name="request">The request, with its as-of time.</param>
    /// <param name="cancellationToken">Cancels the reading of the files.</param>
    public static async Task<PublishedSet?> FindAsync(IReadOnlyList<ExportSchema> schemas, ExportRequest request, CancellationToken cancellationToken)
    {
        var exports = new List<PublishedExport>();
        foreach (var schema in schemas)
        {
            if (await PublishedExport.FindAsync(schema, request, cancellationToken).ConfigureAwait(false) is not { } published)
            {
                return null;
            }

            exports.Add(published);
        }

        if (exports.Count == 1)
        {
            return new PublishedSet(exports, SetPath: null);
        }

        var set = SetManifest.Of([.. exports.Select(export => export.Manifest)]);
        using var own = request.Destination is null ? ExportDestination.Open(request.OutputDirectory) : null;
        var destination = request.Destination ?? own!;
        try
        {
            return await ReadAsync(destination, set.Name.Set, cancellationToken).ConfigureAwait(false) is { } utf8 && utf8.AsSpan().SequenceEqual(set.ToUtf8())
                && (request.SigningKey is not { } key
                    || (await ReadAsync(destination, set.Name.SetSignature, cancellationToken).ConfigureAwait(false) is { } signature && ManifestSignature.IsValid(key, utf8, signature)))
                ? new PublishedSet(exports, destination.PathOf(set.Name.Set))
                : null;
        }
        catch (Exception exception) when (exception is OutputException || OutputErrors.IsFileError(exception))
        {
            return null; // A new export repairs the files, or reports why it cannot.
        }
    }

    private static async Task<byte[]?> ReadAsync(IExportDestination destination, string name, CancellationToken cancellationToken)
    {
        if (await destination.OpenReadAsync(name, cancellationToken).ConfigureAwait(false) is not { } file)
        {
            return null;
        }

        await using (file.ConfigureAwait(false))
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            return content.ToArray();
        }
    }
}
