using System.Runtime.ExceptionServices;
using AccountCommStats.Exporting.Hosting;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Transfers the rows of all key ranges into the files. Every connection reads ranges, and one writer writes them in order.</summary>
/// <typeparam name="TRow">The row type, generated from the specification.</typeparam>
/// <param name="snapshot">The snapshot to read.</param>
/// <param name="request">How to read and what to do with violations.</param>
/// <param name="parameters">The parameters of the query, except the key range.</param>
/// <param name="files">The files to write.</param>
/// <param name="totals">Adds up what the ranges counted.</param>
/// <param name="keys">Checks that the keys of each range are higher than those of the previous ranges.</param>
/// <param name="phases">Receives the progress.</param>
/// <param name="logger">Receives the ranges that are read.</param>
internal sealed class RangeTransfer<TRow>(
    ISourceSnapshot snapshot,
    ExportRequest request,
    ParameterValues parameters,
    ExportFiles files,
    RunTotals totals,
    KeyContinuity<TRow> keys,
    PhaseClock phases,
    ILogger logger)
    where TRow : struct, IExportRow<TRow>
{
    // If more bytes than this are waiting to be written, connections finish their range and begin no other. The number is divided by the number of
    // connections, so that more connections do not read further ahead.
    private const long MaximumBytesReadAheadByAll = 4 * 1024 * 1024;

    private readonly ReadAhead _readAhead = new(MaximumBytesReadAheadByAll / snapshot.Connections);
    private ExceptionDispatchInfo? _failure;

    /// <summary>Transfers all ranges. The first failure stops the rest, and is thrown.</summary>
    /// <param name="ranges">The ranges, ascending.</param>
    /// <param name="cancellationToken">Cancels the queries.</param>
    public async Task RunAsync(IReadOnlyList<KeyRange> ranges, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exports = ranges.Select(range => new RangeExport<TRow>(range, request, _readAhead)).ToArray();

        // Read heavy ranges first: they take a long time, and their few rows can wait in memory.
        var order = new Queue<int>(Enumerable.Range(0, exports.Length).OrderByDescending(i => exports[i].Range.IsHeavy));
        var work = Enumerable.Range(0, Math.Min(snapshot.Connections, exports.Length))
            .Select(_ => Task.Run(() => StopOnFailureAsync(() => ReadAsync(exports, order, stop.Token), stop), CancellationToken.None))
            .Append(Task.Run(() => StopOnFailureAsync(() => WriteAsync(exports, stop.Token), stop), CancellationToken.None));
        await Task.WhenAll(work).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        _failure?.Throw();
    }

    private async Task StopOnFailureAsync(Func<Task> work, CancellationTokenSource stop)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Only the first failure is reported, because the others are caused by stopping.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    private static int? Take(Queue<int> order)
    {
        lock (order)
        {
            return order.TryDequeue(out var next) ? next : null;
        }
    }

    private async Task ReadAsync(RangeExport<TRow>[] exports, Queue<int> order, CancellationToken cancellationToken)
    {
        while (Take(order) is { } next)
        {
            var export = exports[next];
            var range = export.Range;
            if (!range.IsHeavy)
            {
                await _readAhead.WaitAsync(next, cancellationToken).ConfigureAwait(false);
            }

            ExportLog.RangeBegins(logger, request.OrganizationId, range.First, range.Last);
            var ofRange = parameters.With("first_key", range.First).With("last_key", range.Last);
            await snapshot
                .ReadAsync(TRow.Query.Rows, ofRange, new RangeExport<TRow>.Consumer(export), cancellationToken)
                .ConfigureAwait(false);
            await export.Output.CompleteAsync(cancellationToken).ConfigureAwait(false);
            if (!export.WantsMore)
            {
                return; // The limit of violations is reached: later ranges need not be read.
            }
        }
    }

    private async Task WriteAsync(RangeExport<TRow>[] exports, CancellationToken cancellationToken)
    {
        for (var i = 0; i < exports.Length; i++)
        {
            _readAhead.MoveTo(i);
            await foreach (var chunk in exports[i].Output.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                files.Write(chunk);
                phases.Report(files);
                GarbageLimit.Enforce();
            }

            keys.Check(exports[i].Range, exports[i].First, exports[i].Greatest);
            totals.Add(exports[i]);
        }
    }
}
