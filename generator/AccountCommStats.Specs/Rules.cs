using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sources;

namespace AccountCommStats.Specs;

/// <summary>All rules.</summary>
public static class Rules
{
    /// <summary>Every rule there is, in the order of the ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. DocumentRules.All,
        .. RelationRules.All,
        .. SourceRules.All,
        .. CompatibilityRules.All,
    ];
}
