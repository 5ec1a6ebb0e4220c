using AccountCommStats.Exporting.Destinations;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exporting.Runs;

/// <summary>One attempt at the exports of an organization from one snapshot: all of them are read and checked before the first is published.</summary>
/// <param name="source">The source.</param>
/// <param name="request">What to export, and how.</param>
/// <param name="logger">Receives log messages.</param>
internal sealed class SnapshotRun(IExportSource source, ExportRequest request, ILogger logger)
{
    /// <summary>
    /// How long an organization waits for a lock before it leaves its group. Locking files that nobody else exports takes less time, even in
    /// object storage.
    /// </summary>
    private static readonly TimeSpan LockTimeInGroup = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Runs the exports. Publishes their files only after all exports have passed their checks. If there are several exports, publishes a set
    /// manifest last.
    /// </summary>
    /// <param name="runs">The exports; at least one.</param>
    /// <param name="cancellationToken">Cancels the exports, including their queries on the server.</param>
    /// <exception cref="ExportException">Source, data or output prevented the export.</exception>
    public async Task<SnapshotResult> RunAsync(IReadOnlyList<ExportRun> runs, CancellationToken cancellationToken)
    {
        foreach (var run in runs)
        {
            // Lock the files before taking the snapshot, which should not be held while waiting for another exporter.
            await LockAsync(run, cancellationToken).ConfigureAwait(false);
        }

        runs[0].Phases.Begin(ExportPhase.Snapshot);
        var opening = SnapshotRequest.Of([.. runs.Select(run => run.Query)], request.OrganizationId, request.Connections) with { SharesLater = request.ConnectsAsNeeded };
        using var turn = request.Seat is { IsFree: false } given ? await given.TakeTurnAsync(cancellationToken).ConfigureAwait(false) : null;
        var snapshot = request.Seat is { IsFree: true } seat
            ? await seat.OpenAsync().ConfigureAwait(false)
            : await source.OpenSnapshotAsync(opening, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            ExportLog.SnapshotTaken(logger, request.OrganizationId, snapshot.TakenAt, snapshot.Connections);
            var empty = new List<string>();
            foreach (var (i, run) in runs.Index())
            {
                if (i > 0)
                {
                    await snapshot.ForgetReadsAsync(cancellationToken).ConfigureAwait(false);
                }

                if (!await HasRowsAsync(run, snapshot, isAlone: runs.Count == 1, cancellationToken).ConfigureAwait(false))
                {
                    empty.Add(run.Schema.Name);
                }
            }

            RefuseEmpty(empty, [.. runs.Select(run => run.Schema.Name)]);
            foreach (var run in runs)
            {
                run.Complete();
            }

            return await PublishAsync(runs).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Locks the files of an export. If another exporter has locked them, the organization leaves its group and is read by itself later. If
    /// the group waited, it could deadlock: that exporter may be waiting for locks of other organizations in the group.
    /// </summary>
    private async Task LockAsync(ExportRun run, CancellationToken cancellationToken)
    {
        var locking = run.LockAsync(cancellationToken);
        if (request.Seat is { IsFree: true } seat && await Task.WhenAny(locking, Task.Delay(LockTimeInGroup, cancellationToken)).ConfigureAwait(false) != locking)
        {
            await seat.DisposeAsync().ConfigureAwait(false);
        }

        await locking.ConfigureAwait(false);
    }

    /// <summary>
    /// Reads and checks an export. If it is one of several and the source has no rows of the organization, returns false instead of throwing,
    /// so the caller can read the other exports first.
    /// </summary>
    private async Task<bool> HasRowsAsync(ExportRun run, ISourceSnapshot snapshot, bool isAlone, CancellationToken cancellationToken)
    {
        await run.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
        // Verify the snapshot before checking violations, because the reload of a table may have caused them.
        var evidence = await snapshot.VerifyAsync(run.Query, cancellationToken).ConfigureAwait(false);
        ExportLog.Verified(logger, request.OrganizationId, evidence.Relations.Count, evidence.Sessions);
        try
        {
            await run.CheckAsync(snapshot, evidence, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (EmptyOrganizationException) when (!isAlone)
        {
            return false;
        }
    }

    private void RefuseEmpty(List<string> empty, IReadOnlyList<string> all)
    {
        if (empty.Count == all.Count)
        {
            throw Organizations.Unknown(new RunSubject(request.OrganizationId, source.Description));
        }

        if (empty.Count > 0)
        {
            throw new SourceMismatchException(
                $"Organization {request.OrganizationId} has rows for {string.Join(" and ", all.Except(empty))} in {source.Description}, but none for {string.Join(" and ", empty)}: "
                + "exports that are made together must contain the same keys. Nothing was published.")
            {
                Remedy = ExportRemedy.AllowEmpty,
            };
        }
    }

    private async Task<SnapshotResult> PublishAsync(IReadOnlyList<ExportRun> runs)
    {
        var results = new List<ExportResult>();
        try
        {
            foreach (var run in runs)
            {
                results.Add(await run.PublishAsync().ConfigureAwait(false));
            }

            return new SnapshotResult(results, runs.Count > 1 ? await PublishSetAsync(results).ConfigureAwait(false) : null);
        }
        catch (OutputException exception) when (results.Count > 0)
        {
            throw new OutputException(
                $"Of the set, only {string.Join(" and ", results.Select(result => result.Manifest.Export))} {(results.Count == 1 ? "was" : "were")} published; there is no set manifest. The next export failed: "
                + $"{exception.Message} Run the exports again.",
                exception);
        }
    }

    private async Task<string> PublishSetAsync(IReadOnlyList<ExportResult> results)
    {
        using var own = request.Destination is null ? ExportDestination.Open(request.OutputDirectory) : null;
        var destination = request.Destination ?? own!;
        var set = SetManifest.Of([.. results.Select(result => result.Manifest)]);
        var name = set.Name;
        var utf8 = set.ToUtf8();
        if (request.SigningKey is { } key)
        {
            await destination.WriteAsync(name.SetSignature, ManifestSignature.Create(key, utf8), CancellationToken.None).ConfigureAwait(false);
        }

        await destination.WriteAsync(name.Set, utf8, CancellationToken.None).ConfigureAwait(false);
        return destination.PathOf(name.Set);
    }
}
