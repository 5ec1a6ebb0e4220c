using System.Diagnostics.CodeAnalysis;
using AccountCommStats.Generator;
using AccountCommStats.Generator.Inputs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AccountCommStats.Tests.Generation;

/// <summary>Runs the generator as the compiler does.</summary>
internal static class GeneratorRun
{
    /// <summary>Creates a driver that records why each step ran.</summary>
    /// <param name="texts">The files.</param>
    /// <param name="catalog">The class that lists the project's exports; empty for none.</param>
    public static GeneratorDriver CreateDriver(IReadOnlyList<DeclaredText> texts, string catalog = "") => CSharpGeneratorDriver.Create(
        [new ExportGenerator().AsSourceGenerator()],
        texts,
        GeneratedAssembly.ParseOptions,
        new DeclaredOptions(texts, catalog),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generator on files.</summary>
    public static GeneratorRunResult Of(params IEnumerable<DeclaredText> texts)
    {
        var result = CreateDriver([.. texts]).RunGenerators(GeneratedAssembly.EmptyCompilation()).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result;
    }

    internal sealed class DeclaredOptions(IEnumerable<DeclaredText> texts, string catalog) : AnalyzerConfigOptionsProvider
    {
        private readonly Dictionary<string, DeclaredText> _texts = texts.GroupBy(text => text.Path).ToDictionary(same => same.Key, same => same.First());

        public override AnalyzerConfigOptions GlobalOptions { get; } =
            new Options(new Dictionary<string, string> { [$"build_property.{DeclaredProject.CatalogProperty}"] = catalog });

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
            => _texts.TryGetValue(textFile.Path, out var text) ? new Options(text.Options) : GlobalOptions;
    }

    private sealed class Options(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
