using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Model;

/// <summary>Collects the findings of one document.</summary>
internal sealed class DocumentFindings(SourceFile file)
{
    private readonly List<Finding> _findings = [];

    /// <summary>Adds a finding.</summary>
    public void Add(Rule rule, TextSpan span, string message, TextSpan? related = null)
    {
        var relatedLocation = related is { } other ? new Location(file, other) : null;
        _findings.Add(new Finding(rule, new Location(file, span), message, relatedLocation));
    }

    /// <summary>All findings, in the order of their locations.</summary>
    public IReadOnlyList<Finding> InOrder()
        => [.. _findings.OrderBy(finding => finding.Location.Span.Start).ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal)];
}
