using System.Collections.Concurrent;
using AccountCommStats.Specs.Findings;
using Microsoft.CodeAnalysis;

namespace AccountCommStats.Generator.Diagnostics;

/// <summary>The diagnostic descriptors of the rules.</summary>
internal static class RuleDescriptors
{
    /// <summary>The category of all rules.</summary>
    public const string Category = "ExportSpec";

    private const string Pages = "https://github.com/account-comm-stats/account-comm-stats/blob/main/docs/rules/";

    private static readonly ConcurrentDictionary<Rule, DiagnosticDescriptor> Descriptors = new();

    /// <summary>The descriptor of a rule.</summary>
    public static DiagnosticDescriptor Of(Rule rule) => Descriptors.GetOrAdd(rule, Create);

    /// <summary>The compiler's equivalent of a severity.</summary>
    public static DiagnosticSeverity Of(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticSeverity.Error,
        Severity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };

    private static DiagnosticDescriptor Create(Rule rule) => new(
        rule.Id,
        rule.Title,
        messageFormat: "{0}",
        Category,
        Of(rule.Severity),
        isEnabledByDefault: true,
        helpLinkUri: Pages + rule.Id + ".md",
        customTags: Tags(rule.Severity));

    /// <remarks>
    /// The compiler stops at a non-configurable error before it checks method bodies. Otherwise it would also report every use
    /// of the row type that could not be generated.
    /// </remarks>
    private static string[] Tags(Severity severity) => severity == Severity.Error ? [WellKnownDiagnosticTags.NotConfigurable] : [];
}
