namespace AccountCommStats.Exporting.Publication;

/// <summary>A published export.</summary>
/// <param name="FilePaths">Full paths of the files with the rows, in the order of the manifest.</param>
/// <param name="ManifestPath">Full path of their manifest.</param>
/// <param name="RejectsPath">Full path of the file with the rejected rows; null if there are none.</param>
/// <param name="Manifest">What the manifest says.</param>
/// <param name="Remarks">What an operator should know that is not a failure, such as fewer connections than asked for.</param>
public sealed record ExportResult(
    IReadOnlyList<string> FilePaths, string ManifestPath, string? RejectsPath, ExportManifest Manifest, IReadOnlyList<string> Remarks)
{
    /// <summary>Full path of the file with the rows; of several, the first.</summary>
    public string FilePath => FilePaths[0];
}
