using System.Text.Json;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Findings;

/// <summary>Findings as a JSON array with one object per finding, for programs.</summary>
internal sealed class JsonFormat : FindingsFormat
{
    /// <inheritdoc/>
    public override string Print(IReadOnlyList<Finding> findings)
        => JsonSerializer.Serialize(findings.Select(ToJson), FindingJsonContext.Shared.IEnumerableFindingJson);

    private static FindingJson ToJson(Finding finding) => new(
        finding.Rule.Id,
        FindingLines.SeverityOf(finding),
        finding.Message,
        finding.Location,
        finding.Related is { } related ? new PlaceJson(related) : null,
        RulePage.Of(finding.Rule));
}
