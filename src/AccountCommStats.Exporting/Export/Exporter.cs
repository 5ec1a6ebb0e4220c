using System.Runtime.ExceptionServices;
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
    // Small enough that the ranges read ahead fit in memory and connections end together, great enough that the fixed
    // work of a query is a small part of it.
    private const int RowsPerRange = 4_096;
    private const int MostPartitions = 4_096;

    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>Exports one organisation. Either a whole, verified file and its manifest appear, or nothing.</summary>
    /// <param name="request">What to export, and how.</param>
    /// <param name="progress">Told how far the export is, a few times a second at most.</param>
    /// <param name="cancellationToken">Cancels the export, its queries on the server included.</param>
    /// <exception cref="SourceException">The source cannot be reached, or a query failed.</exception>
    /// <exception cref="SourceMismatchException">The source lacks a table, column, type or right.</exception>
    /// <exception cref="ViolationsException">The data breaks the specification.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The export was cancelled.</exception>
    public async Task<ExportResult> ExportAsync(
        ExportRequest request, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        Check(request);
        ExportLog.Started(_logger, TRow.Schema.Name, request.OrganizationId, source.Description);
        var attempts = SourceRetry.Create(request, TRow.Schema.Name, _logger);
        try
        {
            return await ExportTelemetry
                .RecordAsync(
                    TRow.Schema.Name,
                    request.OrganizationId,
                    () => attempts.ExecuteAsync(async stop => await AttemptAsync(request, progress, stop).ConfigureAwait(false), cancellationToken).AsTask())
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
        var snapshot = await source.OpenSnapshotAsync(request.Connections, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            ExportLog.SnapshotTaken(_logger, request.OrganizationId, snapshot.TakenAt, snapshot.Connections);
            run.Begin(ExportPhase.Prepare);
            await run.PrepareAsync(snapshot, cancellationToken).ConfigureAwait(false);
            var ranges = await ReadRangesAsync(snapshot, run.Parameters, cancellationToken).ConfigureAwait(false);
            run.ExpectedRows = ranges.Aggregate((long?)0, (sum, range) => sum + range.Rows);
            ExportLog.RangesRead(_logger, request.OrganizationId, ranges.Count);
            using var files = await run.CreateFilesAsync(cancellationToken).ConfigureAwait(false);
            run.Begin(ExportPhase.Rows);
            await ReadRowsAsync(snapshot, run, ranges, files, cancellationToken).ConfigureAwait(false);
            run.ThrowIfViolated();
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
        if (!Directory.Exists(request.OutputDirectory))
        {
            throw OutputErrors.MissingDirectory(request.OutputDirectory);
        }
    }

    private static async Task<IReadOnlyList<KeyRange>> ReadRangesAsync(
        ISourceSnapshot snapshot, ParameterValues parameters, CancellationToken cancellationToken)
    {
        if (snapshot.Connections == 1 || TRow.Query.KeyRanges is not { } statement)
        {
            return [KeyRange.All];
        }

        var ranges = new List<KeyRange>();
        await snapshot
            .ReadAsync(
                statement,
                parameters.With("first_key", long.MinValue).With("last_key", long.MaxValue).With("partitions", (long)MostPartitions),
                new KeyRangeReading(ranges),
                cancellationToken)
            .ConfigureAwait(false);
        var rows = ranges.Sum(range => range.Rows ?? 0);
        return KeyRange.Join(ranges, Math.Clamp(rows / (snapshot.Connections * 4), 1, RowsPerRange));
    }

    /// <summary>Lets every connection read ranges in their order, and writes them in their order.</summary>
    private async Task ReadRowsAsync(
        ISourceSnapshot snapshot,
        ExportRun<TRow> run,
        IReadOnlyList<KeyRange> ranges,
        ExportFiles files,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exports = ranges.Select(range => new RangeExport<TRow>(range, run.Request)).ToArray();
        var next = -1;
        ExceptionDispatchInfo? failure = null;

        async Task StopOnFailureAsync(Func<Task> work)
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // What follows from the first failure, as the others are stopped, is not the failure to report.
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }

        async Task ReadRangesAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < exports.Length; i = Interlocked.Increment(ref next))
            {
                ExportLog.RangeBegins(_logger, run.Request.OrganizationId, exports[i].Range.First, exports[i].Range.Last);
                await ReadRangeAsync(snapshot, run.Parameters, exports[i], stop.Token).ConfigureAwait(false);
                if (!exports[i].WantsMore)
                {
                    return; // It has all the violations that are to be listed: those of later ranges are not wanted.
                }
            }
        }

        async Task WriteRangesAsync()
        {
            foreach (var export in exports)
            {
                await foreach (var chunk in export.Output.ReadAllAsync(stop.Token).ConfigureAwait(false))
                {
                    files.Write(chunk);
                    run.Report(files);
                }

                run.Add(export);
            }
        }

        var work = Enumerable.Range(0, Math.Min(snapshot.Connections, exports.Length))
            .Select(_ => Task.Run(() => StopOnFailureAsync(ReadRangesAsync), CancellationToken.None))
            .Append(Task.Run(() => StopOnFailureAsync(WriteRangesAsync), CancellationToken.None));
        await Task.WhenAll(work).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        failure?.Throw();
    }

    private static async Task ReadRangeAsync(
        ISourceSnapshot snapshot, ParameterValues parameters, RangeExport<TRow> export, CancellationToken cancellationToken)
    {
        var ofRange = parameters.With("first_key", export.Range.First).With("last_key", export.Range.Last);
        await snapshot.ReadAsync(TRow.Query.Rows, ofRange, new RangeExport<TRow>.Consumer(export), cancellationToken).ConfigureAwait(false);
        await export.Output.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
