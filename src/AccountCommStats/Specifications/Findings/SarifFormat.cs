using System.Text.Json;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Findings;

/// <summary>A SARIF 2.1.0 log, which code scanning services and editors read.</summary>
internal sealed class SarifFormat : FindingsFormat
{
    /// <inheritdoc/>
    public override string Print(IReadOnlyList<Finding> findings)
    {
        var rules = findings.Select(finding => finding.Rule).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var driver = new SarifDriver(
            "acstats",
            typeof(SarifFormat).Assembly.GetName().Version!.ToString(3),
            rules.Select(rule => new SarifRule(rule.Id, RulePage.Of(rule), new SarifText(rule.Title))));
        var results = findings.Select(finding => new SarifResult(
            finding.Rule.Id,
            rules.IndexOf(finding.Rule),
            LevelOf(finding.Severity),
            new SarifText(finding.Message),
            [ToSarif(finding.Location)],
            finding.Related is { } related ? [ToSarif(related)] : null));
        return JsonSerializer.Serialize(new SarifLog([new SarifRun(new SarifTool(driver), "utf16CodeUnits", results)]), SarifContext.Shared.SarifLog);
    }

    private static SarifLocation ToSarif(Location location)
    {
        var (start, end) = (location.Start, location.End);
        return new SarifLocation(new SarifPhysicalLocation(
            new SarifArtifact(UriOf(location.File.Path)), new SarifRegion(start.Line + 1, start.Column + 1, end.Line + 1, end.Column + 1)));
    }

    private static string UriOf(string path)
        => Path.IsPathRooted(path)
            ? new Uri(path).AbsoluteUri
            : string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    private static string LevelOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}
