using System.Text.RegularExpressions;
using AccountCommStats.Exporting.Checking;

namespace AccountCommStats.Sample.Seeding;

/// <summary>The indexes of spec/source/reference/indexes.sql, one by one.</summary>
internal static partial class RecommendedIndexes
{
    /// <summary>All recommended indexes.</summary>
    public static IReadOnlyList<RecommendedIndex> All { get; } =
    [
        .. Statement().Matches(ReferenceSchema.CreateIndexes).Select(match => new RecommendedIndex(
            match.Groups["name"].Value,
            match.Groups["table"].Value,
            match.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries),
            string.Join(' ', match.Value.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)))),
    ];

    [GeneratedRegex(
        @"^create\s+(unique\s+)?index\s+if\s+not\s+exists\s+(?<name>\w+)\s+on\s+(?<table>\w+)\s*\((?<columns>[^)]*)\)[^;]*;",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();
}
