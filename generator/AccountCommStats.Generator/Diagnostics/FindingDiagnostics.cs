using AccountCommStats.Generator.Emission;
using AccountCommStats.Generator.Reading;
using AccountCommStats.Specs.Findings;
using Microsoft.CodeAnalysis;
using Location = Microsoft.CodeAnalysis.Location;
using TextSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace AccountCommStats.Generator.Diagnostics;

/// <summary>Reports findings and generated files to the compiler.</summary>
internal static class FindingDiagnostics
{
    /// <summary>Reports findings at their locations.</summary>
    public static void Report(SourceProductionContext output, IEnumerable<Finding> findings)
    {
        try
        {
            foreach (var diagnostic in Of(findings))
            {
                output.ReportDiagnostic(diagnostic);
            }
        }
        catch (Exception exception) when (GeneratorFailure.Is(exception))
        {
            output.ReportDiagnostic(Of([DeclarationFindings.OfFailure("findings", GeneratorFailure.Describe(exception))]).Single());
        }
    }

    /// <summary>Adds a generated file, or reports why it could not be generated.</summary>
    public static void AddSource(SourceProductionContext output, GeneratedSource source)
    {
        var failure = source.Failure;
        try
        {
            if (failure is null)
            {
                output.AddSource(source.HintName, source.Text);
                return;
            }
        }
        catch (Exception exception) when (GeneratorFailure.Is(exception))
        {
            failure = GeneratorFailure.Describe(exception);
        }

        Report(output, [DeclarationFindings.OfFailure(source.HintName, failure)]);
    }

    /// <summary>Turns findings into diagnostics at the same locations.</summary>
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
        if (location.File.Path.Length == 0)
        {
            return Location.None;
        }

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
