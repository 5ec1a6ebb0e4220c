using AccountCommStats.Exporting.Observability;

namespace AccountCommStats.Exporting.Batch;

/// <summary>The progress of the exports of several organizations.</summary>
/// <param name="Organizations">Number of organizations.</param>
/// <param name="Done">Organizations that have ended, including failures.</param>
/// <param name="Failed">Organizations that failed.</param>
/// <param name="Rows">Rows written so far.</param>
/// <param name="Elapsed">Time since the first export began.</param>
/// <param name="Latest">The latest progress report of any of the exports.</param>
public readonly record struct ExportBatchProgress(int Organizations, int Done, int Failed, long Rows, TimeSpan Elapsed, ExportProgress Latest);
