using AccountCommStats.Exporting.Observability;

namespace AccountCommStats.Exporting.Batch;

/// <summary>How far the exports of several organizations are.</summary>
/// <param name="Organizations">How many there are.</param>
/// <param name="Done">How many have ended, whether well or not.</param>
/// <param name="Failed">How many of those failed.</param>
/// <param name="Rows">Rows written so far.</param>
/// <param name="Elapsed">Since the first began.</param>
/// <param name="Latest">The latest report of any of them.</param>
public readonly record struct ExportBatchProgress(int Organizations, int Done, int Failed, long Rows, TimeSpan Elapsed, ExportProgress Latest);
