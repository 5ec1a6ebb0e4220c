using AccountCommStats.Exporting.Runs;

namespace AccountCommStats.Exporting.Batch;

/// <summary>What to export for each of several organizations, and how many at once.</summary>
/// <param name="Template">The request that is used for each organization; the batch sets its organization and connections.</param>
public sealed record ExportBatchRequest(ExportRequest Template)
{
    /// <summary>The maximum total number of connections; at least 1.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>The maximum number of organizations that are exported at once; at least 1. A source may allow fewer.</summary>
    public int ParallelOrganizations { get; init; } = 1;

    /// <summary>
    /// Whether to skip an organization that already has the files of this specification, as-of time and time frame, if the files match
    /// their manifest. <see cref="Template"/> then needs an as-of time.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>
    /// Called after each export whose files exist, before its outcome is reported; may be null. It must not throw. To report a failure, it
    /// returns an outcome with <see cref="ExportOutcome.Failure"/>; the files stay.
    /// </summary>
    internal Func<ExportOutcome, CancellationToken, Task<ExportOutcome>>? AfterEach { get; init; }

    /// <summary>Measures how long organizations that are read together take.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether the batch exports all organizations of the source. If so, an organization that lost its rows after it was listed is not a
    /// failure.
    /// </summary>
    public bool HasAllOrganizations { get; init; }
}
