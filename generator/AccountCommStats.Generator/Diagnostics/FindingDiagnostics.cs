using AccountCommStats.Specs.Findings;
using Microsoft.CodeAnalysis;
using Location = Microsoft.CodeAnalysis.Location;
using TextSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace AccountCommStats.Generator.Diagnostics;

/// <summary>Findings as the compiler reports them.</summary>
internal static class FindingDiagnostics
{
    /// <summary>Reports findings at their places.</summary>
    public static void Report(SourceProductionContext output, IEnumerable<Finding> findings)
    {
        foreach (var diagnostic in Of(findings))
        {
            output.ReportDiagnostic(diagnostic);
        }
    }

    /// <summary>Turns findings into diagnostics at the same places.</summary>
    public static IEnumerable<Diagnostic> Of(IEnumerable<Finding> findings)
    {
        var lines = new Dictionary<SourceFile, LineStarts>();
        return findings.Select(finding => Diagnostic.Create(
            RuleDescriptors.Of(finding.Rule),
            ToLocation(finding.Location, lines),
            RuleDescriptors.Of(finding.Severity),
            finding.Related is null ? [] : [ToLocation(finding.Related, lines)],
            properties: null,
            finding.Message));
    }

    private static Location ToLocation(Specs.Findings.Location location, Dictionary<SourceFile, LineStarts> lines)
    {
        if (!lines.TryGetValue(location.File, out var starts))
        {
            starts = new LineStarts(location.File.Text);
            lines.Add(location.File, starts);
        }

        var span = location.Span;
        return Location.Create(
            location.File.Path,
            new TextSpan(span.Start, span.Length),
            new(starts.Position(span.Start), starts.Position(span.End)));
    }
}
