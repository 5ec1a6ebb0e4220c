using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>What is the same in all rows of an export.</summary>
/// <param name="ExtractedAt">When the snapshot was taken, in UTC.</param>
/// <param name="AsOf">The as-of time, in UTC.</param>
/// <param name="TimeFrameStart">When the effort time frame begins, in UTC.</param>
/// <param name="SystemValues">The system values by column, as in manifests.</param>
/// <param name="Values">The parameters of the queries, except the key range.</param>
internal sealed record RunParameters(
    DateTime ExtractedAt, DateTime AsOf, DateTime TimeFrameStart, IReadOnlyDictionary<string, string?> SystemValues, ParameterValues Values);
