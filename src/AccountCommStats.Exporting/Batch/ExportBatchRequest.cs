using AccountCommStats.Exporting.Runs;

namespace AccountCommStats.Exporting.Batch;

/// <summary>What to export for each of several organizations, and how many at once.</summary>
/// <param name="Each">The request of each; its organization and connections are filled in.</param>
public sealed record ExportBatchRequest(ExportRequest Each)
{
    /// <summary>The maximum number of connections in all; at least 1.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>The maximum number of organizations at once; at least 1. A source may read fewer at once.</summary>
    public int ParallelOrganizations { get; init; } = 1;

    /// <summary>
    /// Whether organizations are skipped whose files are there, of the same specification, as-of time and time frame, and agree with their
    /// manifest. <see cref="Each"/> then has an as-of time.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>
    /// Called after each export whose files are there, before its outcome is reported; null for nothing. It must not throw: a failure is
    /// the <see cref="ExportOutcome.Failure"/> of the outcome that it returns, whose files stay.
    /// </summary>
    internal Func<ExportOutcome, CancellationToken, Task<ExportOutcome>>? AfterEach { get; init; }

    /// <summary>Whether the organizations are all that the source has: one that has lost its rows since they were listed is then no failure.</summary>
    public bool IsOfAll { get; init; }
}
