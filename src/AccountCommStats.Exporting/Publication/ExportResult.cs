namespace AccountCommStats.Exporting.Publication;

/// <summary>A published export.</summary>
/// <param name="FilePath">Full path of the file.</param>
/// <param name="ManifestPath">Full path of its manifest.</param>
/// <param name="RejectsPath">Full path of the file with the rejected rows; null if there are none.</param>
/// <param name="Manifest">What the manifest says.</param>
/// <param name="Remarks">What an operator should know that is no failure, such as fewer connections than asked for.</param>
public sealed record ExportResult(
    string FilePath, string ManifestPath, string? RejectsPath, ExportManifest Manifest, IReadOnlyList<string> Remarks);
