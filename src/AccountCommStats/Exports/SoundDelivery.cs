using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.Exports;

/// <summary>A delivery that matches its manifest and its specification in this binary.</summary>
/// <param name="Delivered">Its files.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Schema">The export.</param>
internal sealed record SoundDelivery(DeliveredExport Delivered, ExportManifest Manifest, ExportSchema Schema)
{
    /// <summary>Finds a delivery and verifies it.</summary>
    /// <param name="path">Path of a file with rows or of the manifest.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="SourceException">A file cannot be read, there is no manifest, or the files do not match it or the specification.</exception>
    /// <exception cref="SourceMismatchException">This binary does not know the delivery's export.</exception>
    public static SoundDelivery Find(string path, CancellationToken cancellationToken)
    {
        var delivered = DeliveredExport.Find(path);
        var manifest = delivered.Manifest ?? throw new SourceException($"'{path}': {delivered.ManifestFault}. Its manifest is needed.");
        var schema = ExportCatalog.Find(manifest.Export)?.Schema
            ?? throw new SourceMismatchException($"'{path}' is an export of '{manifest.Export}', which this binary does not know. Known: {string.Join(", ", ExportCatalog.All.Select(export => export.Schema.Name))}.");
        var verification = new FileVerifier(schema, maxProblems: 1).Verify(delivered, cancellationToken);
        return verification.IsGood
            ? new SoundDelivery(delivered, manifest, schema)
            : throw new SourceException($"'{path}' does not match its manifest or specification: {verification.Problems[0]} Run 'acstats verify' on it, and export again.");
    }
}
