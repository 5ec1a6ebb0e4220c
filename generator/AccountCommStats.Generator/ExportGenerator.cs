using AccountCommStats.Generator.Diagnostics;
using AccountCommStats.Generator.Emission;
using AccountCommStats.Generator.Inputs;
using AccountCommStats.Generator.Reading;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using Microsoft.CodeAnalysis;

namespace AccountCommStats.Generator;

/// <summary>Generates a row type, with its schema, query, reader and writer, for every ExportSpec item of a project.</summary>
/// <remarks>
/// This class only connects the steps. Their inputs are files and build metadata but no C# code, so typing C# does not rerun any step.
/// Reading yields exports and findings. Exports contain no positions, so changing only prose does not generate the source again.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ExportGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (input, cancellationToken) => DeclaredFile.Read(input.Left, input.Right, cancellationToken))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(Steps.Files);

        var project = context.AnalyzerConfigOptionsProvider.Combine(context.ParseOptionsProvider)
            .Select(static (input, _) => DeclaredProject.Read(input.Left, input.Right));

        var specifications = files.Collect().Combine(project)
            .SelectMany(static (all, _) => DeclaredSpecification.Group(all.Left, all.Right))
            .WithTrackingName(Steps.Specifications);

        var readings = specifications
            .Select(static (specification, _) => SpecificationReading.Of(specification))
            .WithTrackingName(Steps.Readings);

        var exports = readings.Collect().Combine(project)
            .SelectMany(static (all, _) => SpecificationReading.Exports(all.Left, all.Right))
            .WithTrackingName(Steps.Exports);

        var sources = exports
            .Select(static (export, _) => RowEmitter.Emit(export))
            .WithTrackingName(Steps.Sources);

        var catalogs = exports.Select(static (export, _) => CatalogEmitter.RowName(export)).Collect()
            .Combine(project)
            .SelectMany(static (catalog, _) => CatalogEmitter.EmitIfNamed(catalog.Right, catalog.Left))
            .WithTrackingName(Steps.Catalogs);

        // Specifications can share source tables. A finding in a shared table is reported only once.
        var findings = readings.Select(static (reading, _) => reading.Findings).Collect()
            .Select(static (all, _) => new EquatableArray<Finding>(all.SelectMany(found => found).Distinct()))
            .WithTrackingName(Steps.Findings);

        var declarations = readings.Collect().Combine(project)
            .Select(static (all, _) => DeclarationFindings.OfProject(all.Right, all.Left))
            .WithTrackingName(Steps.Declarations);

        var unreadable = files
            .SelectMany(static (file, _) => DeclarationFindings.OfFile(file))
            .WithTrackingName(Steps.Unreadable);

        context.RegisterSourceOutput(sources, static (output, source) => FindingDiagnostics.AddSource(output, source));
        context.RegisterSourceOutput(catalogs, static (output, source) => FindingDiagnostics.AddSource(output, source));
        context.RegisterSourceOutput(findings, static (output, found) => FindingDiagnostics.Report(output, found));
        context.RegisterSourceOutput(declarations, static (output, found) => FindingDiagnostics.Report(output, found));
        context.RegisterSourceOutput(unreadable, static (output, found) => FindingDiagnostics.Report(output, [found]));
    }

    /// <summary>The names of the pipeline's steps.</summary>
    internal static class Steps
    {
        public const string Files = nameof(Files);
        public const string Specifications = nameof(Specifications);
        public const string Readings = nameof(Readings);
        public const string Exports = nameof(Exports);
        public const string Sources = nameof(Sources);
        public const string Catalogs = nameof(Catalogs);
        public const string Findings = nameof(Findings);
        public const string Declarations = nameof(Declarations);
        public const string Unreadable = nameof(Unreadable);
    }
}
