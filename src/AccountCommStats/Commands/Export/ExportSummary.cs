using System.Globalization;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Reports;

namespace AccountCommStats.Commands.Export;

/// <summary>The summary of an export command: sentences for one organization, a table for several, JSON for programs.</summary>
internal static class ExportSummary
{
    private const int MaximumReasonCharacters = 120;

    /// <summary>Writes the summary for people.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="outcomes">How each export ended.</param>
    /// <param name="hasReports">Whether there are reports beside the files.</param>
    public static void Write(Terminal terminal, IReadOnlyList<ExportOutcome> outcomes, bool hasReports)
    {
        if (outcomes is [var one])
        {
            WriteOne(terminal, one, hasReports);
            return;
        }

        terminal.WriteTable(
            ["organization", "outcome", "rows", "rejected", "seconds", "file or reason"],
            [.. outcomes.Select(Cells)]);
        var counts = outcomes.CountBy(outcome => outcome.Status).Select(count => $"{count.Value} {NameOf(count.Key)}");
        terminal.WriteLine($"{CountText.Of(outcomes.Count, "organization")}: {string.Join(", ", counts)}");
        foreach (var outcome in outcomes)
        {
            foreach (var remark in outcome.Results.SelectMany(result => result.Remarks).Distinct())
            {
                terminal.WriteNote($"note: organization {outcome.OrganizationId}: {remark}");
            }
        }
    }

    /// <summary>
    /// An outcome with only the part of its manifests that a summary of many organizations shows. The columns alone take thirty kilobytes
    /// for each organization.
    /// </summary>
    public static ExportOutcome Reduce(ExportOutcome outcome)
    {
        List<PublishedManifest> published = [.. outcome.Published.Select(each => each with { Manifest = Reduce(each.Manifest) })];
        return outcome with
        {
            Published = published,
            Results = [.. outcome.Results.Zip(published, (result, each) => result with { FilePaths = [], Manifest = each.Manifest })],
        };
    }

    private static ExportManifest Reduce(ExportManifest manifest) => manifest with
    {
        QuerySha256 = null,
        SystemValues = new Dictionary<string, string?>(),
        Key = null,
        Csv = null,
        Columns = [],
        Evidence = null,
        DurationSeconds = new Dictionary<string, double>(),
    };

    /// <summary>The summary for programs.</summary>
    public static ExportSummaryJson ToJson(IReadOnlyList<ExportOutcome> outcomes, bool hasReports)
    {
        int Count(ExportStatus status) => outcomes.Count(outcome => outcome.Status == status);
        return new ExportSummaryJson(
            ExitCode.WorstOf(outcomes),
            Count(ExportStatus.Delivered),
            Count(ExportStatus.Skipped),
            Count(ExportStatus.Empty),
            Count(ExportStatus.Failed),
            Count(ExportStatus.Canceled),
            [.. outcomes.Select(outcome => ToJson(outcome, hasReports))]);
    }

    /// <summary>The outcome of one organization for programs.</summary>
    public static ExportOutcomeJson ToJson(ExportOutcome outcome, bool hasReport) => new(
        outcome.OrganizationId,
        NameOf(outcome.Status),
        ExitCode.Of(outcome),
        Sum(outcome, manifest => manifest.Rows),
        Sum(outcome, manifest => manifest.Violations.RejectedRows),
        Sum(outcome, manifest => manifest.Files.Sum(file => file.Bytes)),
        Math.Round(outcome.Seconds, 3),
        outcome.SetPath is null ? FileOf(outcome) : null,
        outcome.SetPath ?? outcome.ManifestPath,
        hasReport && outcome.SetPath is null && outcome.Published is [var only] ? ReportOf(only) : null,
        outcome.Status == ExportStatus.Canceled ? "canceled" : outcome.Failure is { } failure ? ErrorText.Of(failure).Text : null,
        [.. outcome.Results.SelectMany(result => result.Remarks).Distinct()])
    {
        Exports = outcome.SetPath is null ? null : [.. outcome.Published.Select(published => new SetMemberJson(
            published.Manifest.Export,
            published.Manifest.Rows,
            published.Manifest.Violations.RejectedRows,
            published.Manifest.Files.Sum(file => file.Bytes),
            FileOf(published),
            published.Path)
        {
            Report = hasReport ? ReportOf(published) : null,
        })],
    };

    private static long? Sum(ExportOutcome outcome, Func<ExportManifest, long> figure) => outcome.Published.Count > 0 ? outcome.Published.Sum(published => figure(published.Manifest)) : null;

    /// <summary>Path or address of an export's first file of rows.</summary>
    public static string FileOf(PublishedManifest published)
        => published.Path[..^Path.GetFileName(published.Path).Length] + published.Manifest.Files[0].Name;

    private static void WriteOne(Terminal terminal, ExportOutcome outcome, bool hasReport)
    {
        switch (outcome.Status)
        {
            case ExportStatus.Delivered:
                foreach (var result in outcome.Results)
                {
                    TerminalExport.WriteSummary(terminal, result, isOneOfSeveral: outcome.Results.Count > 1);
                }

                if (outcome.SetPath is { } set)
                {
                    terminal.WriteLine($"Set of {outcome.Results.Count} exports of one snapshot");
                    terminal.WriteLine($"  manifest  {TerminalExport.Shorten(set)}");
                }

                break;
            case ExportStatus.Skipped:
                terminal.WriteLine(outcome.SetPath is null
                    ? $"Skipped organization {outcome.OrganizationId}: its file exists and agrees with its manifest"
                    : $"Skipped organization {outcome.OrganizationId}: its files exist and agree with their manifests");
                terminal.WriteLine(outcome.SetPath is { } skipped ? $"  set       {TerminalExport.Shorten(skipped)}" : $"  file      {TerminalExport.Shorten(FileOf(outcome)!)}");
                break;
            case ExportStatus.Empty:
                terminal.WriteLine($"Organization {outcome.OrganizationId} has no rows in the source; nothing was published");
                break;
            case ExportStatus.Canceled:
                terminal.WriteError("canceled; nothing was published");
                break;
            default:
                break; // The failure was reported when it happened.
        }

        foreach (var report in hasReport ? outcome.Published.Select(ReportOf).OfType<string>() : [])
        {
            terminal.WriteLine($"  report    {TerminalExport.Shorten(report)}");
        }
    }

    private static string[] Cells(ExportOutcome outcome) =>
    [
        outcome.OrganizationId.ToString(),
        NameOf(outcome.Status),
        Sum(outcome, manifest => manifest.Rows)?.ToString("N0", CultureInfo.InvariantCulture) ?? "",
        Sum(outcome, manifest => manifest.Violations.RejectedRows) is > 0 and { } rejected ? rejected.ToString("N0", CultureInfo.InvariantCulture) : "",
        outcome.Seconds.ToString("F1", CultureInfo.InvariantCulture),
        (outcome.SetPath ?? FileOf(outcome)) is { } file ? TerminalExport.Shorten(file) : outcome.Status == ExportStatus.Empty ? "no rows in the source" : Reason(outcome),
    ];

    private static string? FileOf(ExportOutcome outcome) => outcome.Published is [var first, ..] ? FileOf(first) : null;

    /// <summary>
    /// The report of an export; null if the report could not be written. A report that exists is current, because it is deleted together
    /// with the files of its export.
    /// </summary>
    private static string? ReportOf(PublishedManifest published) => ExportReport.PathFor(published.Path) is var path && File.Exists(path) ? path : null;

    private static string Reason(ExportOutcome outcome)
    {
        var line = (outcome.Failure is { } failure ? ErrorText.Of(failure).Visible : NameOf(outcome.Status)).Split('\n')[0];
        return line.Length <= MaximumReasonCharacters ? line : line[..(MaximumReasonCharacters - 3)] + "...";
    }

    private static string NameOf(ExportStatus status) => status switch
    {
        ExportStatus.Delivered => "delivered",
        ExportStatus.Skipped => "skipped",
        ExportStatus.Empty => "empty",
        ExportStatus.Failed => "failed",
        _ => "cancelled",
    };
}
