using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exporting;

/// <summary>One of a program's exports, for code that handles all of them alike.</summary>
/// <remarks>
/// If the build property <c>ExportSpecCatalog</c> is set to a class name, the generator creates that class. It lists the exports of the
/// project.
/// </remarks>
public abstract class Export
{
    private Export()
    {
    }

    /// <summary>The columns, the key and the specification document.</summary>
    public abstract ExportSchema Schema { get; }

    /// <summary>The SQL that yields the rows.</summary>
    public abstract ExportQuery Query { get; }

    /// <summary>Creates the export of a generated row type.</summary>
    /// <typeparam name="TRow">The row type.</typeparam>
    public static Export Of<TRow>()
        where TRow : struct, IExportRow<TRow>
        => new OfRow<TRow>();

    /// <summary>Exports one organization, as <see cref="Exporter{TRow}.ExportAsync"/> does.</summary>
    /// <param name="source">The source; the caller keeps ownership.</param>
    /// <param name="request">What to export, and how.</param>
    /// <param name="progress">Receives the progress, at most a few times a second.</param>
    /// <param name="logger">Receives log messages, without secrets and row values.</param>
    /// <param name="cancellationToken">Cancels the export, including its queries on the server.</param>
    /// <exception cref="ExportException">Source, data or output prevented the export; nothing was published.</exception>
    /// <exception cref="OperationCanceledException">The export was canceled.</exception>
    public abstract Task<ExportResult> ExportAsync(
        IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress = null, ILogger? logger = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs several exports of one organization from one snapshot with one as-of time, so their keys agree. Publishes them after all
    /// have been checked, followed by a set manifest that lists them.
    /// </summary>
    /// <param name="exports">The exports, at least one, without duplicates.</param>
    /// <param name="source">The source; the caller keeps ownership.</param>
    /// <param name="request">What to export, and how.</param>
    /// <param name="progress">Receives the progress, at most a few times a second.</param>
    /// <param name="logger">Receives log messages, without secrets and row values.</param>
    /// <param name="cancellationToken">Cancels the exports, including their queries on the server.</param>
    /// <exception cref="ExportException">Source, data or output prevented the export.</exception>
    /// <exception cref="OperationCanceledException">The exports were canceled.</exception>
    internal static Task<SnapshotResult> ExportTogetherAsync(
        IReadOnlyList<Export> exports,
        IExportSource source,
        ExportRequest request,
        IProgress<ExportProgress>? progress,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        foreach (var export in exports)
        {
            export.Check(request);
        }

        return SnapshotExport.RunAsync(
            source,
            request,
            string.Join('+', exports.Select(export => export.Schema.Name)),
            () => [.. exports.Select(export => export.CreateRun(source, request, progress, logger))],
            logger,
            cancellationToken);
    }

    /// <summary>Throws if the request is invalid.</summary>
    private protected abstract void Check(ExportRequest request);

    /// <summary>Creates one attempt at an export.</summary>
    private protected abstract ExportRun CreateRun(IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress, ILogger logger);

    /// <summary>Reads the organizations that a source has rows for, ascending.</summary>
    /// <param name="source">The source; the caller keeps ownership.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The organizations as the source has them. If no file can be named after an organization, its export fails.</returns>
    /// <exception cref="SourceException">The source cannot be reached, or the query failed.</exception>
    /// <exception cref="SourceMismatchException">
    /// The source lacks the table that lists the organizations or a column of it, or the export names no such table.
    /// </exception>
    public Task<IReadOnlyList<OrganizationId>> ReadOrganizationsAsync(IExportSource source, CancellationToken cancellationToken = default)
        => Organizations.ReadAsync(source, Schema, Query, cancellationToken);

    private sealed class OfRow<TRow> : Export
        where TRow : struct, IExportRow<TRow>
    {
        public override ExportSchema Schema => TRow.Schema;

        public override ExportQuery Query => TRow.Query;

        public override Task<ExportResult> ExportAsync(
            IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress, ILogger? logger, CancellationToken cancellationToken)
            => new Exporter<TRow>(source, logger).ExportAsync(request, progress, cancellationToken);

        private protected override void Check(ExportRequest request) => Exporter<TRow>.Check(request);

        private protected override ExportRun CreateRun(IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress, ILogger logger)
            => new ExportRun<TRow>(source, request, progress, logger);
    }
}
