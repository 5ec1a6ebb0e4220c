using System.Runtime.CompilerServices;
using AccountCommStats.Exporting.Destinations;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountCommStats.Exporting;

/// <summary>Exports the rows of one specification from a source, to published files or as objects.</summary>
/// <typeparam name="TRow">The row type, generated from the specification.</typeparam>
/// <param name="source">The source; the caller keeps ownership.</param>
/// <param name="logger">Receives log messages, without secrets and row values.</param>
public sealed class Exporter<TRow>(IExportSource source, ILogger? logger = null)
    where TRow : struct, IExportRow<TRow>
{
    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>Exports one organization. Publishes complete, verified files and their manifest, or nothing.</summary>
    /// <param name="request">What to export, and how.</param>
    /// <param name="progress">Receives the progress, at most a few times a second.</param>
    /// <param name="cancellationToken">Cancels the export, including its queries on the server.</param>
    /// <exception cref="SourceException">The source cannot be reached, or a query failed.</exception>
    /// <exception cref="SourceMismatchException">The source lacks a table, column, type or right, or no file can be named after the organization.</exception>
    /// <exception cref="EmptyOrganizationException">The source has no row of the organization.</exception>
    /// <exception cref="ViolationsException">The data breaks the specification.</exception>
    /// <exception cref="DriftException">A figure moved beyond what the specification allows, and the request makes that a failure.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The export was canceled.</exception>
    public async Task<ExportResult> ExportAsync(
        ExportRequest request, IProgress<ExportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Check(request);
        var published = await SnapshotExport
            .RunAsync(source, request, TRow.Schema.Name, () => [new ExportRun<TRow>(source, request, progress, _logger)], _logger, cancellationToken)
            .ConfigureAwait(false);
        return published.Results[0];
    }

    /// <summary>
    /// Reads the checked rows of one organization as objects, in key order. Numbers and times have the same precision as in a file. Uses
    /// one connection, and reads no faster than the rows are consumed.
    /// </summary>
    /// <remarks>
    /// The rows are known to be valid and from one snapshot only once the enumeration has ended without an exception. If it throws, undo
    /// what was done with them, for example by rolling back a transaction. A failure is not retried. Ending the enumeration early ends the
    /// query.
    /// </remarks>
    /// <param name="request">Which rows to read.</param>
    /// <param name="cancellationToken">Cancels the reading, including its queries on the server.</param>
    /// <exception cref="SourceException">The source cannot be reached, or a query failed.</exception>
    /// <exception cref="SourceMismatchException">The source lacks a table, column, type or right.</exception>
    /// <exception cref="EmptyOrganizationException">The source has no row of the organization.</exception>
    /// <exception cref="ViolationsException">
    /// The data breaks the specification. Neither the first row that breaks it nor any later row is yielded.
    /// </exception>
    /// <exception cref="OperationCanceledException">The reading was canceled.</exception>
    public async IAsyncEnumerable<TRow> ReadAsync(RowRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Check(request);
        var subject = new RunSubject(request.OrganizationId, source.Description);
        var snapshot = await source.OpenSnapshotAsync(SnapshotRequest.Of([TRow.Query], request.OrganizationId, connections: 1), cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var parameters = await new ParameterReading(snapshot, TRow.Schema, TRow.Query, subject).ReadAsync(request, cancellationToken).ConfigureAwait(false);
            var rows = new RowStream<TRow>(request, subject);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var reading = Task.Run(() => rows.FillAsync(snapshot, parameters.Values, stop.Token), CancellationToken.None);
            try
            {
                await foreach (var batch in rows.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                {
                    foreach (var row in batch)
                    {
                        yield return row;
                    }
                }
            }
            finally
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await reading.ConfigureAwait(false);
            }

            rows.ThrowIfGivenUp();
            await snapshot.VerifyAsync(TRow.Query, cancellationToken).ConfigureAwait(false);
            rows.ThrowIfViolated();
            if (!rows.HasRows && !request.AllowEmpty)
            {
                await Organizations.ThrowIfUnknownAsync(snapshot, TRow.Query, parameters.Values, subject, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Throws if the request is invalid.</summary>
    internal static void Check(ExportRequest request)
    {
        Check((RowRequest)request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Connections, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfNegative(request.Retries, nameof(request));
        ArgumentOutOfRangeException.ThrowIfZero(request.Formats.Count, nameof(request));
        // Each format is a file of its own, so no format may occur twice.
        ArgumentOutOfRangeException.ThrowIfNotEqual(request.Formats.Distinct().Count(), request.Formats.Count, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxRowsPerFile ?? 1, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxBytesPerFile ?? 1, 1, nameof(request));
        if (ExportDestination.IsMissing(request.OutputDirectory))
        {
            throw OutputErrors.MissingDirectory(request.OutputDirectory);
        }
    }

    private static void Check(RowRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxViolations, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.TimeFrame, TimeSpan.Zero, nameof(request));
        if (request.OrganizationId.FaultAs(TRow.Query.OrganizationKind) is { } fault)
        {
            throw new SourceMismatchException(fault);
        }
    }
}
