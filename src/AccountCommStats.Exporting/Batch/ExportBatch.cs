using System.Collections.Concurrent;
using System.Diagnostics;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountCommStats.Exporting.Batch;

/// <summary>Exports several organizations. The failure of one does not stop the others.</summary>
/// <param name="exports">
/// The exports, at least one, without duplicates. Several exports of an organization are read from one snapshot and listed in a set
/// manifest.
/// </param>
/// <param name="source">The source; the caller keeps ownership.</param>
/// <param name="request">What to export, and how.</param>
/// <param name="logger">Receives log messages, without secrets and row values.</param>
public sealed class ExportBatch(IReadOnlyList<Export> exports, IExportSource source, ExportBatchRequest request, ILogger? logger = null)
{
    /// <summary>Creates a batch of one export.</summary>
    /// <param name="export">The export.</param>
    /// <param name="source">The source; the caller keeps ownership.</param>
    /// <param name="request">What to export, and how.</param>
    /// <param name="logger">Receives log messages, without secrets and row values.</param>
    public ExportBatch(Export export, IExportSource source, ExportBatchRequest request, ILogger? logger = null)
        : this([export], source, request, logger)
    {
    }

    /// <summary>Exports the organizations. Reports failures and cancellation as outcomes instead of throwing.</summary>
    /// <param name="organizations">The organizations, without duplicates.</param>
    /// <param name="ended">Called with each outcome as it happens, from several threads; may be null.</param>
    /// <param name="progress">Receives the progress; null for none.</param>
    /// <param name="cancellationToken">Cancels the exports that have not ended.</param>
    /// <returns>The outcomes, in the order of <paramref name="organizations"/>.</returns>
    public async Task<IReadOnlyList<ExportOutcome>> RunAsync(
        IReadOnlyList<OrganizationId> organizations,
        Action<ExportOutcome>? ended = null,
        IProgress<ExportBatchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(organizations);
        var outcomes = new ConcurrentDictionary<OrganizationId, ExportOutcome>();
        var parallel = Math.Max(1, Math.Min(Math.Min(organizations.Count, source.MaximumConcurrentExports), Math.Min(request.ParallelOrganizations, request.Connections)));
        var connections = Math.Max(1, request.Connections / parallel);
        var groups = new SharedGroups(organizations, parallel, CanShare(connections) ? SharedGroups.MaximumOrganizations : 1);
        var tally = new ExportTally(organizations.Count, progress);
        IReadOnlyCollection<string> relations = [];
        try
        {
            await Parallel.ForEachAsync(
                groups.Divide(),
                new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
                async (group, stop) =>
                {
                    var start = request.Clock.GetTimestamp();
                    using var shared = group.Count > 1 ? new SharedSnapshot(source, exports[0].Query, group.Count, relations, request.Clock, stop) : null;
                    var ends = await Task.WhenAll(group.Select((organization, i) => RunAndReportAsync(
                        request.Template with { OrganizationId = organization, Connections = connections, Seat = shared?.Seats[i] }, stop))).ConfigureAwait(false);
                    if (shared is { HasFailed: true } || ends.All(end => end.Status == ExportStatus.Delivered))
                    {
                        groups.Learn(group.Count, request.Clock.GetElapsedTime(start).TotalSeconds, hasFailed: shared is { HasFailed: true });
                    }

                    if (ends is [{ Status: ExportStatus.Delivered, Manifest.Evidence.Relations: var read }])
                    {
                        relations = read;
                    }
                }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Organizations without an outcome are reported as canceled.
        }

        return [.. organizations.Select(organization
            => outcomes.GetValueOrDefault(organization) ?? new ExportOutcome(organization, ExportStatus.Canceled, Seconds: 0))];

        async Task<ExportOutcome> RunAndReportAsync(ExportRequest each, CancellationToken stop)
        {
            var end = await RunOneAsync(each, tally.Of(each.OrganizationId), stop).ConfigureAwait(false);
            var outcome = request.AfterEach is { } after && end.Status is ExportStatus.Delivered or ExportStatus.Skipped
                ? await after(end, stop).ConfigureAwait(false)
                : end;
            outcomes[each.OrganizationId] = outcome;
            tally.Add(outcome);
            ended?.Invoke(outcome);
            return end;
        }
    }

    /// <summary>
    /// Whether several organizations may be read together. They may not if there are several exports, because each export is verified by its
    /// own reads; nor if several connections were requested, because then each organization is to be read on all of them.
    /// </summary>
    private bool CanShare(int connections)
        => source.SharesSnapshots && exports.Count == 1 && (connections == 1 || request.Template.ConnectsAsNeeded);

    private async Task<ExportOutcome> RunOneAsync(ExportRequest each, IProgress<ExportProgress> progress, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            if (request.Resume && await PublishedSet.FindAsync([.. exports.Select(export => export.Schema)], each, cancellationToken).ConfigureAwait(false) is { } published
                && published.Exports.All(export => export.Manifest.RowSecurity is not null == source.KeepsRowSecurity))
            {
                return Ended(ExportStatus.Skipped) with
                {
                    Published = [.. published.Exports.Select(export => new PublishedManifest(export.ManifestPath, export.Manifest))],
                    SetPath = published.SetPath,
                };
            }

            var result = await Export.ExportTogetherAsync(exports, source, each, progress, logger ?? NullLogger.Instance, cancellationToken).ConfigureAwait(false);
            return Ended(ExportStatus.Delivered) with
            {
                Published = [.. result.Results.Select(export => new PublishedManifest(export.ManifestPath, export.Manifest))],
                Results = result.Results,
                SetPath = result.SetPath,
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Ended(ExportStatus.Canceled);
        }
        catch (EmptyOrganizationException) when (request.HasAllOrganizations)
        {
            return Ended(ExportStatus.Empty);
        }
        catch (Exception exception)
        {
            // One failure does not stop the other organizations.
            return Ended(ExportStatus.Failed) with { Failure = exception };
        }
        finally
        {
            if (each.Seat is { } seat)
            {
                await seat.DisposeAsync().ConfigureAwait(false);
            }
        }

        ExportOutcome Ended(ExportStatus status) => new(each.OrganizationId, status, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
