using AccountCommStats.Generator.Diagnostics;
using AccountCommStats.Specs.Findings;
using Microsoft.CodeAnalysis;

namespace AccountCommStats.Tests.Generation;

/// <summary>A diagnostic that a test expects.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Mark">The number of the marked place that the diagnostic points at.</param>
/// <param name="Words">Words that the message must contain.</param>
internal sealed record Expected(Rule Rule, int Mark, params string[] Words)
{
    /// <summary>The number of the marked place that the diagnostic relates to; null if there is none.</summary>
    public int? Related { get; init; }
}

/// <summary>Compares the compiler's diagnostics for a specification with the places that are marked in its files.</summary>
internal static class DiagnosticVerifier
{
    /// <summary>Asserts that the files yield exactly these diagnostics.</summary>
    public static void Verify(SpecificationFiles files, params Expected[] expected) => Verify([.. files.Texts()], expected);

    /// <inheritdoc cref="Verify(SpecificationFiles, Expected[])"/>
    public static void Verify(IReadOnlyList<DeclaredText> texts, params Expected[] expected)
    {
        var places = texts
            .SelectMany(text => text.Places.Select(place => (place.Key, Place: new FileLinePositionSpan(text.Path, place.Value))))
            .ToDictionary(place => place.Key, place => place.Place);

        var diagnostics = GeneratorRun.Of(texts).Diagnostics;

        Assert.Equal(
            expected.Select(one => (one.Rule.Id, Severity(one.Rule), places[one.Mark])),
            diagnostics.Select(one => (one.Id, one.Severity, one.Location.GetLineSpan())));
        foreach (var (diagnostic, wanted) in diagnostics.Zip(expected))
        {
            Assert.All(wanted.Words, word => Assert.Contains(word, diagnostic.GetMessage(), StringComparison.Ordinal));
            Assert.Equal(
                wanted.Related is { } mark ? [places[mark]] : [],
                diagnostic.AdditionalLocations.Select(location => location.GetLineSpan()));
        }
    }

    private static DiagnosticSeverity Severity(Rule rule) => RuleDescriptors.Of(rule).DefaultSeverity;
}
