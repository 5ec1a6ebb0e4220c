using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Reports;

namespace AccountCommStats.Commands.Export;

/// <summary>The reports that <c>export --report</c> writes beside the published files of an organization.</summary>
internal static class ReportAfterExport
{
    /// <summary>Writes the report of each export of an organization.</summary>
    /// <param name="terminal">Receives a note if a report lists likely faults.</param>
    /// <param name="outcome">How the exports of the organization ended. Reports are written for those that are published.</param>
    /// <param name="against">A folder of earlier deliveries, or a single earlier delivery; null for reports without a comparison.</param>
    /// <param name="lockTimeout">How long to wait for another exporter of the same files.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The outcome. If a report could not be written, it contains that failure.</returns>
    public static async Task<ExportOutcome> WriteAsync(Terminal terminal, ExportOutcome outcome, string? against, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        foreach (var published in outcome.Published)
        {
            try
            {
                var report = await ExportReport.PublishAsync(ExportSummary.FileOf(published), against, lockTimeout, cancellationToken);
                if (report.LikelyFaults is > 0 and var faults)
                {
                    terminal.WriteNote($"note: organization {outcome.OrganizationId}: {faults} {(faults == 1 ? "thing" : "things")} to check in its report: {TerminalExport.Shorten(report.Page)}");
                }
            }
            catch (Exception exception) when (exception is ExportException or IOException or UnauthorizedAccessException or OperationCanceledException)
            {
                outcome = outcome with { Failure = outcome.Failure ?? Missing(published, exception) };
            }
            catch (Exception exception)
            {
                // A failed report must not stop the other organizations.
                outcome = outcome with { Failure = exception };
            }
        }

        return outcome;
    }

    /// <summary>The error for a report that was not written. The published files stay.</summary>
    private static OutputException Missing(PublishedManifest published, Exception exception)
    {
        // The reason is the file system's message, because the exception's own message says that nothing was published.
        var reason = exception switch
        {
            OperationCanceledException => "canceled",
            OutputException { Remedy: ExportRemedy.WaitForLock } => "another acstats is writing the same files",
            OutputException { InnerException: { } inner } => inner.Message,
            _ => exception.Message,
        };
        return new OutputException(
            $"the export is published, but its report '{ExportReport.PathFor(published.Path)}' was not written: {reason.TrimEnd('.')}. "
            + "Run the same command with --resume, or 'acstats report' on the file.",
            exception);
    }
}
