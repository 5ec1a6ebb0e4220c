using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs;

/// <summary>All rules.</summary>
internal static class Rules
{
    /// <summary>Every rule there is, in the order of the ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. DocumentRules.All.Concat(SqlRules.All).Concat(RelationRules.All).Concat(SourceRules.All).Concat(CompatibilityRules.All)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];
}
