using System.Text;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exports;

namespace AccountCommStats.Reports;

/// <summary>A report that was written.</summary>
/// <param name="Page">Path of the page.</param>
/// <param name="Remarks">What stands out, likely faults first.</param>
internal sealed record ExportReport(string Page, IReadOnlyList<ReportRemark> Remarks)
{
    /// <summary>How many of the remarks are likely faults.</summary>
    internal int LikelyFaults => Remarks.Count(remark => remark.IsLikelyFault);

    /// <summary>Writes the report of an export.</summary>
    /// <param name="path">The export: its file or its manifest.</param>
    /// <param name="against">The earlier export to compare with, or a folder that holds it; null for none.</param>
    /// <param name="page">Path of the page; null for one beside the file.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ExportException">A file cannot be read, the two are of different exports, or the page cannot be written.</exception>
    public static ExportReport Write(string path, string? against, string? page, CancellationToken cancellationToken)
    {
        var now = ExportProfile.Read(path, cancellationToken);
        var before = ReadBefore(now, against, cancellationToken);
        if (before is null && against is not null)
        {
            throw new SourceException(
                $"'{against}' has no {now.Schema.Name} of organization {now.Manifest.OrganizationId} before {now.Manifest.AsOf:yyyy-MM-dd HH:mm:ss} UTC, or its files are no longer there. Name another folder, or a file.");
        }

        if (before is not null && !IsOfSame(now, before))
        {
            throw new SourceMismatchException(
                $"'{path}' is {now.Schema.Name} of organization {now.Manifest.OrganizationId}, and '{against}' is {before.Schema.Name} of organization {before.Manifest.OrganizationId}. Compare two exports of one organization.");
        }

        var remarks = ReportRemarks.Of(now, before);
        page ??= PathFor(path);
        OutputFile.Write(page, ReportPage.Create(now, before, remarks));
        return new ExportReport(page, remarks);
    }

    /// <summary>
    /// Writes the report of a newly published export beside its files. The report is written as the files are: under their lock, and whole
    /// or not at all. If the process is killed, the next export deletes what is left of the report. Whatever replaces the export also
    /// deletes its report.
    /// </summary>
    /// <param name="path">Path of a file with the rows.</param>
    /// <param name="against">
    /// The earlier export to compare with, or a folder that may hold it; null for none. A delivery of another export or organization is
    /// ignored.
    /// </param>
    /// <param name="lockTimeout">How long to wait for another exporter of the same files.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ExportException">The export cannot be read, or the page cannot be written.</exception>
    public static async Task<ExportReport> PublishAsync(string path, string? against, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        var page = PathFor(path);
        using var folder = new DirectoryDestination(Path.GetDirectoryName(path)!);
        await using var held = await folder.LockAsync(Path.GetFileName(ExportFileName.WithoutSuffix(path)), lockTimeout, cancellationToken);
        var now = ExportProfile.Read(path, cancellationToken);
        var before = ReadBefore(now, against, cancellationToken) is { } found && IsOfSame(now, found) ? found : null;
        var remarks = ReportRemarks.Of(now, before);
        await folder.WriteAsync(Path.GetFileName(page), Encoding.UTF8.GetBytes(ReportPage.Create(now, before, remarks)), cancellationToken);
        return new ExportReport(page, remarks);
    }

    /// <summary>The default path of an export's report.</summary>
    /// <param name="path">Path of a file with the rows, or of the manifest.</param>
    public static string PathFor(string path) => ExportFileName.WithoutSuffix(path) + ExportFileName.ReportSuffix;

    private static ExportProfile? ReadBefore(ExportProfile now, string? against, CancellationToken cancellationToken)
        => against is not null && NewestExport.FindBefore(against, now.Manifest) is { } path ? ExportProfile.Read(path, cancellationToken) : null;

    private static bool IsOfSame(ExportProfile one, ExportProfile other)
        => one.Schema.Name == other.Schema.Name && one.Manifest.OrganizationId == other.Manifest.OrganizationId;
}
