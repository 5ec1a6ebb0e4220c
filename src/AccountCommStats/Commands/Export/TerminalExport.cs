using System.Globalization;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.ObjectStorage;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Commands.Export;

/// <summary>Exports with progress on standard error, and reports what was published.</summary>
internal static class TerminalExport
{
    private const int MaximumFilesListed = 6;

    /// <summary>Exports one organization.</summary>
    /// <exception cref="ExportException">The source, the data or the output is at fault; nothing was published.</exception>
    public static Task<ExportResult> RunAsync(
        Terminal terminal,
        Exporting.Export export,
        IExportSource source,
        ExportRequest request,
        ILogger logger,
        CancellationToken cancellationToken)
        => ProgressLine.RunAsync<ExportProgress, ExportResult>(
            terminal,
            new ExportProgressText().Describe,
            progress => export.ExportAsync(source, request, progress, logger, cancellationToken));

    /// <summary>Prints the paths of the files, their rows and sizes, and remarks.</summary>
    public static void WriteSummary(Terminal terminal, ExportResult result, bool isOneOfSeveral = false)
    {
        var manifest = result.Manifest;
        var seconds = manifest.DurationSeconds.Values.Sum();
        terminal.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Exported {(isOneOfSeveral ? $"{manifest.Export} of " : "")}organization {manifest.OrganizationId} as of {manifest.AsOf:yyyy-MM-dd HH:mm:ss.FFFFFF} UTC: {CountText.Of(manifest.Rows, "row")}, {CountText.Of(manifest.Columns.Count, "column")}, {CountText.Of(manifest.Files.Sum(f => f.Bytes), "byte")}, {seconds:F1} s"));
        foreach (var file in result.FilePaths.Take(MaximumFilesListed))
        {
            terminal.WriteLine($"  file      {Shorten(file)}");
        }

        if (result.FilePaths.Count > MaximumFilesListed)
        {
            terminal.WriteLine($"            and {result.FilePaths.Count - MaximumFilesListed} more, which the manifest names");
        }

        terminal.WriteLine($"  manifest  {Shorten(result.ManifestPath)}");
        if (result.RejectsPath is { } rejects)
        {
            terminal.WriteLine($"  rejects   {Shorten(rejects)} ({CountText.Of(manifest.Violations.RejectedRows, "row")})");
        }

        foreach (var remark in result.Remarks)
        {
            terminal.WriteNote($"note: {remark}");
        }
    }

    /// <summary>The relative path if it is shorter, otherwise the path as it is. An address is not changed.</summary>
    public static string Shorten(string path)
    {
        if (S3Address.HasScheme(path))
        {
            return TerminalText.Of(path);
        }

        var relative = Path.GetRelativePath(".", path);
        return TerminalText.Of(relative.Length < path.Length ? relative : path);
    }
}
