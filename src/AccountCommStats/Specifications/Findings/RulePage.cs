using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Findings;

/// <summary>Where to read more about a rule.</summary>
internal static class RulePage
{
    private const string Pages = "https://github.com/account-comm-stats/account-comm-stats/blob/main/docs/rules/";

    /// <summary>The address of a rule's page.</summary>
    public static string Of(Rule rule) => $"{Pages}{rule.Id}.md";
}
