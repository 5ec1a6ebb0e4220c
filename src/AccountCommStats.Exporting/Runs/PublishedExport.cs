using System.Security.Cryptography;
using System.Text.Json;
using AccountCommStats.Exporting.Destinations;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Runs;

/// <summary>An export that was published earlier.</summary>
/// <param name="ManifestPath">Full path or address of the manifest.</param>
/// <param name="Manifest">The content of the manifest.</param>
internal sealed record PublishedExport(string ManifestPath, ExportManifest Manifest)
{
    /// <summary>
    /// Finds the export that a request would repeat. It has the same specification, organization, as-of time, time frame, layout and
    /// signature, and its files have the SHA-256 that its manifest says. Null if there is no such export.
    /// </summary>
    /// <param name="schema">The export.</param>
    /// <param name="request">The request, with its as-of time.</param>
    /// <param name="cancellationToken">Cancels the reading of the files.</param>
    /// <exception cref="ArgumentException">The request has no as-of time.</exception>
    public static async Task<PublishedExport?> FindAsync(ExportSchema schema, ExportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(request);
        var asOf = request.AsOf ?? throw new ArgumentException("The request has no as-of time.", nameof(request));
        var name = ExportFileName.Create(schema.Name, request.OrganizationId, asOf);
        try
        {
            using var own = request.Destination is null ? ExportDestination.Open(request.OutputDirectory) : null;
            var destination = request.Destination ?? own!;
            if (await ReadManifestAsync(destination, name.Manifest, cancellationToken).ConfigureAwait(false) is not { } manifest)
            {
                return null;
            }

            var isSame = manifest.Export == schema.Name
                && manifest.SpecSha256 == schema.Document.Sha256
                && manifest.OrganizationId == request.OrganizationId
                && manifest.AsOf == asOf
                && manifest.AsOf - manifest.TimeFrameStart == request.TimeFrame
                && IsOfLayout(manifest, name, request.Layout)
                && (manifest.Violations.File is null || manifest.Violations.File.Name == name.Rejects);
            var files = manifest.Violations.File is { } rejects ? manifest.Files.Append(rejects) : manifest.Files;
            return isSame
                && await IsSignedAsync(destination, name, manifest, request.SigningKey, cancellationToken).ConfigureAwait(false)
                && await AreIntactAsync(destination, files, cancellationToken).ConfigureAwait(false)
                ? new PublishedExport(destination.PathOf(name.Manifest), manifest)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or OutputException || OutputErrors.IsFileError(exception))
        {
            return null; // A new export repairs the files, or reports why it cannot.
        }
    }

    /// <summary>Whether the files of rows match a layout.</summary>
    private static bool IsOfLayout(ExportManifest manifest, ExportFileName name, OutputLayout layout)
    {
        var parts = manifest.Files.Count / layout.Formats.Count;
        var names = from format in layout.Formats
                    from part in Enumerable.Range(1, parts)
                    select name.DataWith(format, layout.Compression, layout.IsSplit ? part : null);
        return manifest.Files.Select(file => file.Name).SequenceEqual(names)
            && manifest.Split == (layout.IsSplit ? new ManifestSplit(layout.RowsPerFile, layout.BytesPerFile) : null)
            && (manifest.Csv is null || manifest.Csv == ManifestCsv.Of(layout.Dialect))
            && (layout.Dialect == CsvDialect.Standard || manifest.Csv is not null || !layout.Formats.Contains(FileFormat.Csv));
    }

    /// <summary>Whether a manifest has a valid signature, if one is requested.</summary>
    private static async Task<bool> IsSignedAsync(
        IExportDestination destination, ExportFileName name, ExportManifest manifest, ECDsa? key, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return true;
        }

        if (await destination.OpenReadAsync(name.Signature, cancellationToken).ConfigureAwait(false) is not { } file)
        {
            return false;
        }

        await using (file.ConfigureAwait(false))
        {
            return ManifestSignature.IsValid(key, manifest.ToUtf8(), ManifestSignature.Read(file));
        }
    }

    private static async Task<ExportManifest?> ReadManifestAsync(IExportDestination destination, string name, CancellationToken cancellationToken)
    {
        if (await destination.OpenReadAsync(name, cancellationToken).ConfigureAwait(false) is not { } file)
        {
            return null;
        }

        await using (file.ConfigureAwait(false))
        {
            return ExportManifest.Read(file).Manifest;
        }
    }

    private static async Task<bool> AreIntactAsync(IExportDestination destination, IEnumerable<ManifestFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            if (await destination.OpenReadAsync(file.Name, cancellationToken).ConfigureAwait(false) is not { } content)
            {
                return false;
            }

            await using (content.ConfigureAwait(false))
            {
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false)) != file.Sha256)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
