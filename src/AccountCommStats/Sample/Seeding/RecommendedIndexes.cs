using System.Text.RegularExpressions;
using AccountCommStats.Exporting;

namespace AccountCommStats.Sample;

/// <summary>The indexes of spec/source/indexes.sql, one by one.</summary>
internal static partial class RecommendedIndexes
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecommendedIndex> All { get; } =
    [
        .. Statement().Matches(ReferenceSchema.CreateIndexes).Select(match => new RecommendedIndex(
            match.Groups["name"].Value,
            match.Groups["table"].Value,
            match.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries),
            match.Value)),
    ];

    [GeneratedRegex(@"^create (unique )?index if not exists (?<name>\w+) on (?<table>\w+) \((?<columns>[^)]*)\);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();
}
