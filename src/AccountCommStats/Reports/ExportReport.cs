using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Reports;

/// <summary>A report that was written.</summary>
/// <param name="Page">Path of the page.</param>
/// <param name="Remarks">What stands out, likely faults first.</param>
internal sealed record ExportReport(string Page, IReadOnlyList<ReportRemark> Remarks)
{
    private const string Suffix = ".report.html";

    /// <summary>Writes the report of an export.</summary>
    /// <param name="path">The export: its file or its manifest.</param>
    /// <param name="against">The one before it; null for none.</param>
    /// <param name="page">Where the page is written; null for beside the file.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ExportException">A file cannot be read, the two are of different exports, or the page cannot be written.</exception>
    public static ExportReport Write(string path, string? against, string? page, CancellationToken cancellationToken)
    {
        var now = ExportProfile.Read(path, cancellationToken);
        var before = against is null ? null : ExportProfile.Read(against, cancellationToken);
        if (before is not null && (before.Schema.Name != now.Schema.Name || before.Manifest.OrganizationId != now.Manifest.OrganizationId))
        {
            throw new SourceMismatchException(
                $"'{path}' is {now.Schema.Name} of organization {now.Manifest.OrganizationId}, and '{against}' is {before.Schema.Name} of organization {before.Manifest.OrganizationId}. Compare two exports of one organization.");
        }

        var remarks = ReportRemarks.Of(now, before);
        page ??= Path.Combine(Path.GetDirectoryName(path) ?? "", now.FileName[..now.FileName.IndexOf(".csv", StringComparison.Ordinal)] + Suffix);
        OutputFile.Write(page, ReportPage.Create(now, before, remarks));
        return new ExportReport(page, remarks);
    }
}
