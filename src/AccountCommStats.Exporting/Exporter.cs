using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Export;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountCommStats.Exporting;

/// <summary>Exports the rows of one specification from a source into a published file.</summary>
/// <typeparam name="TRow">The row, generated from the specification.</typeparam>
/// <param name="source">The source; it stays the caller's.</param>
/// <param name="logger">Told what happens; never a secret, never values of rows.</param>
public sealed class Exporter<TRow>(IExportSource source, ILogger? logger = null)
    where TRow : struct, IExportRow<TRow>
{
    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>Exports one organization. Either a whole, verified file and its manifest appear, or nothing.</summary>
    /// <param name="request">What to export, and how.</param>
    /// <param name="progress">Told how far the export is, a few times a second at most.</param>
    /// <param name="cancellationToken">Cancels the export, its queries on the server included.</param>
    /// <exception cref="SourceException">The source cannot be reached, or a query failed.</exception>
    /// <exception cref="SourceMismatchException">The source lacks a table, column, type or right, or no file can be named after the organization.</exception>
    /// <exception cref="EmptyOrganizationException">The source has no row of the organization.</exception>
    /// <exception cref="ViolationsException">The data breaks the specification.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The export was cancelled.</exception>
    public async Task<ExportResult> ExportAsync(
        ExportRequest request, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        Check(request);
        ExportLog.Started(_logger, TRow.Schema.Name, request.OrganizationId, source.Description);
        try
        {
            return await ExportTelemetry
                .RecordAsync(
                    TRow.Schema.Name,
                    request.OrganizationId,
                    () => SourceRetry.RunAsync(
                        request, TRow.Schema.Name, _logger, () => AttemptAsync(request, progress, cancellationToken), cancellationToken))
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            ExportLog.GivenUp(_logger, request.OrganizationId, exception.GetType().Name);
            throw;
        }
    }

    private async Task<ExportResult> AttemptAsync(
        ExportRequest request, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        using var run = new ExportRun<TRow>(source, request, progress, _logger);
        await run.LockKnownTargetAsync(cancellationToken).ConfigureAwait(false);
        run.Begin(ExportPhase.Snapshot);
        var opening = new SnapshotRequest(request.Connections)
        {
            Query = TRow.Query,
            Organization = ParameterValues.Format(request.OrganizationId),
        };
        var snapshot = await source.OpenSnapshotAsync(opening, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            ExportLog.SnapshotTaken(_logger, request.OrganizationId, snapshot.TakenAt, snapshot.Connections);
            run.Begin(ExportPhase.Prepare);
            await run.PrepareAsync(snapshot, cancellationToken).ConfigureAwait(false);
            var ranges = await new KeyRangePlanner(snapshot, TRow.Query, run.Parameters).PlanAsync(cancellationToken).ConfigureAwait(false);
            run.ExpectedRows = ranges.Aggregate((long?)0, (sum, range) => sum + range.Rows);
            ExportLog.RangesRead(_logger, request.OrganizationId, ranges.Count);
            using var files = await run.CreateFilesAsync(cancellationToken).ConfigureAwait(false);
            run.Begin(ExportPhase.Rows);
            await new RangeTransfer<TRow>(snapshot, run, files, _logger).RunAsync(ranges, cancellationToken).ConfigureAwait(false);
            // Before the violations, which a reload may have caused.
            var evidence = await snapshot.VerifyAsync(TRow.Query, cancellationToken).ConfigureAwait(false);
            ExportLog.Verified(_logger, request.OrganizationId, evidence.Relations.Count, evidence.Sessions);
            run.ThrowIfViolated();
            await run.ThrowIfEmptyAsync(snapshot, files, cancellationToken).ConfigureAwait(false);
            var result = run.Publish(files, snapshot.Remarks);
            ExportLog.Published(
                _logger, request.OrganizationId, result.FilePath, result.Manifest.Rows, result.Manifest.DurationSeconds.Values.Sum());
            return result;
        }
    }

    private static void Check(ExportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Connections, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxViolations, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.TimeFrame, TimeSpan.Zero, nameof(request));
        ArgumentOutOfRangeException.ThrowIfNegative(request.Retries, nameof(request));
        if (request.OrganizationId.FaultAs(TRow.Query.OrganizationKind) is { } fault)
        {
            throw new SourceMismatchException(fault);
        }

        if (!Directory.Exists(request.OutputDirectory))
        {
            throw OutputErrors.MissingDirectory(request.OutputDirectory);
        }
    }
}
