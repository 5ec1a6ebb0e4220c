using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs;

/// <summary>The rules of specifications.</summary>
internal static class Rules
{
    /// <summary>All rules, ordered by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. DocumentRules.All.Concat(SqlRules.All).Concat(RelationRules.All).Concat(SourceRules.All).Concat(CompatibilityRules.All)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];
}
