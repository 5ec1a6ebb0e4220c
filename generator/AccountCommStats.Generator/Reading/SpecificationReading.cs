using System.Collections.Immutable;
using AccountCommStats.Generator.Inputs;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Generator.Reading;

/// <summary>What became of a declared specification: source to come, findings, or both.</summary>
/// <param name="Document">The document.</param>
/// <param name="Export">What is to be generated; null if a finding is an error.</param>
/// <param name="Findings">Everything that is wrong with the files.</param>
/// <param name="Failure">The exception that ended the reading (<see cref="GeneratorFailure"/>); null where none did.</param>
internal sealed record SpecificationReading(
    SourceFile Document, DeclaredExport? Export, EquatableArray<Finding> Findings, string? Failure = null)
{
    /// <summary>The name under which the document is embedded.</summary>
    public string ResourceName => Path.GetFileName(Document.Path);

    /// <summary>Reads the files.</summary>
    public static SpecificationReading Of(DeclaredSpecification specification)
    {
        var document = specification.Source.Document;
        try
        {
            var result = SpecificationReader.Read(specification.Source);
            var export = result.Model is { } model
                ? new DeclaredExport(model, specification.Namespace, Path.GetFileName(document.Path))
                : null;
            return new SpecificationReading(document, export, result.Findings);
        }
        catch (Exception exception) when (GeneratorFailure.Is(exception))
        {
            return new SpecificationReading(document, Export: null, Findings: new([]), GeneratorFailure.Describe(exception));
        }
    }

    /// <summary>The exports to generate: of those that clash, the first.</summary>
    public static IEnumerable<DeclaredExport> Exports(ImmutableArray<SpecificationReading> readings, DeclaredProject project)
        => from reading in readings
           where reading.Export is not null && !reading.ClashesWith(project) && !readings.TakeWhile(other => other != reading).Any(reading.ClashesWith)
           select reading.Export;

    /// <summary>Whether the two cannot be generated into one project.</summary>
    /// <remarks>Names of generated files are the same to the compiler where they differ in case only.</remarks>
    public bool ClashesWith(SpecificationReading other)
        => ResourceName == other.ResourceName
            || (Export is not null
                && string.Equals(Export.Model.TypeName, other.Export?.Model.TypeName, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the row would have the name of the class that lists the exports, and so that of its file.</summary>
    public bool ClashesWith(DeclaredProject project)
        => Export is not null && string.Equals(Export.Model.TypeName, project.CatalogTypeName, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What the emitter prints.</summary>
/// <param name="Model">The export.</param>
/// <param name="Namespace">The namespace of the row; empty for the global one.</param>
/// <param name="ResourceName">The name under which the document is embedded.</param>
/// <remarks>This is the key of the emitter's cache: see the remarks of <see cref="ExportModel"/>.</remarks>
internal sealed record DeclaredExport(ExportModel Model, string Namespace, string ResourceName);
