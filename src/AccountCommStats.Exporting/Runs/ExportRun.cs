using AccountCommStats.Exporting.Destinations;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exporting.Runs;

/// <summary>One attempt at an export, from the lock to the manifest.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="source">The source.</param>
/// <param name="request">What to export, and how.</param>
/// <param name="progress">Receives the progress.</param>
/// <param name="logger">Receives log messages.</param>
internal sealed class ExportRun<TRow>(IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress, ILogger logger)
    where TRow : struct, IExportRow<TRow>
{
    private readonly RunSubject _subject = new(request.OrganizationId, source.Description);

    /// <summary>Makes the files. They appear when all has been checked, or not at all.</summary>
    /// <exception cref="ExportException">Source, data or output stood in the way; nothing was published.</exception>
    public async Task<ExportResult> RunAsync(CancellationToken cancellationToken)
    {
        using var phases = new PhaseClock(request.OrganizationId, progress, logger);
        using var own = request.Destination is null ? ExportDestination.Open(request.OutputDirectory) : null;
        var target = new ExportTarget(request.Destination ?? own!, TRow.Schema, request.OrganizationId, request.Layout, request.LockTimeout);
        await using var released = target.ConfigureAwait(false);
        if (request.WholeAsOf is { } known)
        {
            // No source is to hold a snapshot while the export waits for another one.
            await target.LockAsync(known, cancellationToken).ConfigureAwait(false);
        }

        phases.Begin(ExportPhase.Snapshot);
        var opening = SnapshotRequest.Of(TRow.Query, request.OrganizationId, request.Connections) with { SharesLater = request.ConnectsAsNeeded };
        var snapshot = await source.OpenSnapshotAsync(opening, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            ExportLog.SnapshotTaken(logger, request.OrganizationId, snapshot.TakenAt, snapshot.Connections);
            phases.Begin(ExportPhase.Prepare);
            var parameters = await new ParameterReading(snapshot, TRow.Schema, TRow.Query, _subject).ReadAsync(request, cancellationToken).ConfigureAwait(false);
            var totals = new RunTotals(TRow.Schema, _subject, request.MaxViolations);
            var history = request.Against?.Before(parameters.AsOf, TRow.Schema, request.OrganizationId);
            await totals.Remarks.ReadAsync(snapshot, TRow.Query, parameters.Values, cancellationToken).ConfigureAwait(false);
            var ranges = await new KeyRangePlanner(snapshot, TRow.Query, parameters.Values).PlanAsync(cancellationToken).ConfigureAwait(false);
            ExportLog.RangesRead(logger, request.OrganizationId, ranges.Count);

            await target.LockAsync(parameters.AsOf, cancellationToken).ConfigureAwait(false);
            using var files = await target
                .CreateFilesAsync(parameters.AsOf, ranges.Aggregate((long?)0, (sum, range) => sum + range.Rows), cancellationToken)
                .ConfigureAwait(false);
            phases.Begin(ExportPhase.Rows);
            await new RangeTransfer<TRow>(snapshot, request, parameters.Values, files, totals, new KeyContinuity<TRow>(_subject), phases, logger)
                .RunAsync(ranges, cancellationToken)
                .ConfigureAwait(false);
            var evidence = await VerifyAsync(snapshot, parameters, totals, files, cancellationToken).ConfigureAwait(false);

            phases.Begin(ExportPhase.Publish);
            files.Complete();
            phases.End(); // The manifest cannot tell how long its own writing takes.
            var manifest = RunManifest.Create(TRow.Schema, TRow.Query, source, request.OrganizationId, parameters, totals, evidence, files, phases.Durations);
            var drift = new DriftGate(request.OnDrift, _subject);
            manifest = drift.Pass(TRow.Schema, manifest, history);
            await target.PublishAsync(files, manifest.ToUtf8(), request.SigningKey).ConfigureAwait(false);
            var paths = files.Outputs.SelectMany(output => output.Files).Select(file => file.File.TargetPath).ToList();
            ExportLog.Published(logger, request.OrganizationId, paths[0], manifest.Rows, manifest.DurationSeconds.Values.Sum());
            return new ExportResult(paths, files.ManifestPath, files.Rejects?.TargetPath, manifest, [.. snapshot.Remarks, .. totals.Remarks.ToText(), .. drift.Remarks]);
        }
    }

    /// <summary>Fails where the rows that were read are not to be published.</summary>
    private async Task<SnapshotEvidence> VerifyAsync(
        ISourceSnapshot snapshot, RunParameters parameters, RunTotals totals, ExportFiles files, CancellationToken cancellationToken)
    {
        // Before the violations, which a reload may have caused.
        var evidence = await snapshot.VerifyAsync(TRow.Query, cancellationToken).ConfigureAwait(false);
        ExportLog.Verified(logger, request.OrganizationId, evidence.Relations.Count, evidence.Sessions);
        totals.ThrowIfViolated();
        if (files.Rows + files.RejectedRows == 0 && !request.AllowEmpty)
        {
            await Organizations.ThrowIfUnknownAsync(snapshot, TRow.Query, parameters.Values, _subject, cancellationToken).ConfigureAwait(false);
        }

        return evidence;
    }
}
