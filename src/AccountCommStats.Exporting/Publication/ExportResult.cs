namespace AccountCommStats.Exporting.Publication;

/// <summary>A published export.</summary>
/// <param name="FilePaths">Full paths of the files with the rows, in the order of the manifest.</param>
/// <param name="ManifestPath">Full path of their manifest.</param>
/// <param name="RejectsPath">Full path of the file with the rejected rows; null if there are none.</param>
/// <param name="Manifest">The content of the manifest.</param>
/// <param name="Remarks">What an operator should know although nothing failed, such as fewer connections than requested.</param>
public sealed record ExportResult(
    IReadOnlyList<string> FilePaths, string ManifestPath, string? RejectsPath, ExportManifest Manifest, IReadOnlyList<string> Remarks)
{
    /// <summary>Full path of the first file with the rows.</summary>
    public string FilePath => FilePaths[0];
}
