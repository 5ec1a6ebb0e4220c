using System.Collections.Concurrent;
using System.Diagnostics;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Export;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exports;

namespace AccountCommStats.Commands.Export;

/// <summary>What to export for each of several organizations.</summary>
/// <param name="Each">The request of each; its organization and connections are filled in.</param>
/// <param name="Connections">Most connections in all.</param>
/// <param name="Parallel">Most organizations at once.</param>
/// <param name="Resume">Whether organizations are skipped whose files are there.</param>
/// <param name="IsOfAll">Whether it is of all organizations of the source: then one without rows is no failure.</param>
internal sealed record ExportBatchRequest(ExportRequest Each, int Connections, int Parallel, bool Resume, bool IsOfAll);

/// <summary>Exports several organizations. The failure of one does not stop the others.</summary>
/// <param name="export">The export.</param>
/// <param name="source">The source.</param>
/// <param name="request">What to export, and how.</param>
/// <param name="log">The log.</param>
/// <param name="failed">Told of each failure as it happens.</param>
internal sealed class ExportBatch(
    ExportDefinition export, IExportSource source, ExportBatchRequest request, CommandLog log, Action<ExportOutcome> failed)
{
    /// <summary>Exports the organizations.</summary>
    /// <returns>How each ended, in the order given.</returns>
    public async Task<IReadOnlyList<ExportOutcome>> RunAsync(
        IReadOnlyList<OrganizationId> organizations, IProgress<ExportBatchProgress> progress, CancellationToken cancellationToken)
    {
        var outcomes = new ConcurrentDictionary<OrganizationId, ExportOutcome>();
        var parallel = ParallelFor(organizations.Count);
        var connections = Math.Max(1, request.Connections / parallel);
        var tally = new ExportTally(organizations.Count, progress);
        try
        {
            await Parallel.ForEachAsync(
                organizations,
                new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
                async (organization, stop) =>
                {
                    var each = request.Each with { OrganizationId = organization, Connections = connections };
                    var outcome = await RunOneAsync(each, tally.Of(organization), stop);
                    outcomes[organization] = outcome;
                    tally.Add(outcome);
                    if (outcome.Status == ExportStatus.Failed)
                    {
                        failed(outcome);
                    }
                });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The outcomes tell which were delivered before.
        }

        return [.. organizations.Select(organization => outcomes.GetValueOrDefault(organization) ?? Cancelled(organization, 0))];
    }

    /// <summary>DuckDB uses all cores for one query already.</summary>
    private int ParallelFor(int organizations) => source.Dialect == SqlDialect.DuckDb
        ? 1
        : Math.Max(1, Math.Min(organizations, Math.Min(request.Parallel, request.Connections)));

    private async Task<ExportOutcome> RunOneAsync(
        ExportRequest each, IProgress<ExportProgress> progress, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            if (request.Resume && await PublishedExport.FindAsync(export.Schema, each, cancellationToken) is { } published
                && published.Manifest.RowSecurity is not null == source.KeepsRowSecurity)
            {
                return new ExportOutcome(each.OrganizationId, ExportStatus.Skipped, Seconds())
                {
                    Manifest = published.Manifest,
                    ManifestPath = published.ManifestPath,
                };
            }

            var result = await export.ExportAsync(source, each, progress, log.Exporter, cancellationToken);
            return new ExportOutcome(each.OrganizationId, ExportStatus.Delivered, Seconds())
            {
                Result = result,
                Manifest = result.Manifest,
                ManifestPath = result.ManifestPath,
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Cancelled(each.OrganizationId, Seconds());
        }
        catch (EmptyOrganizationException) when (request.IsOfAll)
        {
            return new ExportOutcome(each.OrganizationId, ExportStatus.Empty, Seconds());
        }
        catch (ExportException exception)
        {
            var (text, visible) = ErrorText.Of(exception);
            return Failed(text, visible, ExitCode.Of(exception));
        }
        catch (Exception exception)
        {
            // Nobody foresaw it. The other organizations go on.
            log.Locate(exception.StackTrace);
            return Failed(UnexpectedError.Describe(exception), TerminalText.Of(UnexpectedError.Describe(exception)), ExitCode.Unexpected);
        }

        double Seconds() => Stopwatch.GetElapsedTime(start).TotalSeconds;

        ExportOutcome Failed(string error, string visible, int exitCode)
            => new(each.OrganizationId, ExportStatus.Failed, Seconds()) { Error = error, VisibleError = visible, ExitCode = exitCode };
    }

    private static ExportOutcome Cancelled(OrganizationId organization, double seconds)
        => new(organization, ExportStatus.Cancelled, seconds) { Error = "cancelled", ExitCode = ExitCode.Cancelled };
}
