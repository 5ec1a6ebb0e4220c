using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exporting.Runs;

/// <summary>The results of the exports of one organization from one snapshot.</summary>
/// <param name="Results">The exports, in the order requested.</param>
/// <param name="SetPath">Full path or address of the set manifest; null for a single export.</param>
internal sealed record SnapshotResult(IReadOnlyList<ExportResult> Results, string? SetPath);

/// <summary>Runs the exports of an organization from one snapshot, with retries and telemetry.</summary>
internal static class SnapshotExport
{
    /// <summary>Runs the exports.</summary>
    /// <param name="source">The source.</param>
    /// <param name="request">What to export, and how.</param>
    /// <param name="name">The names of the exports, joined by <c>+</c>.</param>
    /// <param name="create">Creates an attempt at each export.</param>
    /// <param name="logger">Receives log messages.</param>
    /// <param name="cancellationToken">Cancels the exports, including their queries on the server.</param>
    /// <exception cref="ExportException">Source, data or output prevented the export.</exception>
    public static async Task<SnapshotResult> RunAsync(
        IExportSource source, ExportRequest request, string name, Func<IReadOnlyList<ExportRun>> create, ILogger logger, CancellationToken cancellationToken)
    {
        ExportLog.Started(logger, name, request.OrganizationId, source.Description);
        SnapshotResult? published = null;
        try
        {
            await ExportTelemetry
                .RecordAsync(
                    name,
                    request.OrganizationId,
                    async () => (published = await SourceRetry.RunAsync(request, name, logger, AttemptAsync, cancellationToken).ConfigureAwait(false)).Results)
                .ConfigureAwait(false);
            return published!;
        }
        catch (Exception exception)
        {
            ExportLog.GivenUp(logger, request.OrganizationId, exception.GetType().Name);
            throw;
        }

        async Task<SnapshotResult> AttemptAsync()
        {
            var runs = create();
            try
            {
                return await new SnapshotRun(source, request, logger).RunAsync(runs, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                foreach (var run in runs)
                {
                    await run.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }
}
