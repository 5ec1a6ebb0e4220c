using System.Collections.Immutable;
using AccountCommStats.Generator.Inputs;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Generator.Reading;

/// <summary>The result of reading a declared specification: an export, findings, or both.</summary>
/// <param name="Document">The document.</param>
/// <param name="Export">The export to generate; null if a finding is an error.</param>
/// <param name="Findings">The findings in the files.</param>
/// <param name="Failure">The exception that ended the reading (<see cref="GeneratorFailure"/>); null if there was none.</param>
internal sealed record SpecificationReading(
    SourceFile Document, DeclaredExport? Export, EquatableArray<Finding> Findings, string? Failure = null)
{
    /// <summary>The name under which the document is embedded.</summary>
    public string ResourceName => Path.GetFileName(Document.Path);

    /// <summary>Reads the files of a specification.</summary>
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

    /// <summary>The exports to generate. If several exports clash, only the first of them is generated.</summary>
    public static IEnumerable<DeclaredExport> Exports(ImmutableArray<SpecificationReading> readings, DeclaredProject project)
        => from reading in readings
           where reading.Export is { IsFit: true } && !reading.ClashesWith(project) && !readings.TakeWhile(other => other != reading).Any(reading.ClashesWith)
           select reading.Export;

    /// <summary>Whether the two specifications cannot be generated into one project.</summary>
    public bool ClashesWith(SpecificationReading other)
        => HasResourceOf(other)
            || (Export is not null && other.Export is not null && GeneratedTypeName.Clash(Export.FullName, other.Export.FullName));

    /// <summary>Whether the two documents would be embedded under the same name; the build ignores case.</summary>
    public bool HasResourceOf(SpecificationReading other) => string.Equals(ResourceName, other.ResourceName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the row type clashes with the generated class that lists the exports.</summary>
    public bool ClashesWith(DeclaredProject project) => Export is not null && GeneratedTypeName.Clash(Export.FullName, project.Catalog);
}

/// <summary>The input of the emitter.</summary>
/// <param name="Model">The export.</param>
/// <param name="Namespace">The namespace of the generated row type; empty for the global namespace.</param>
/// <param name="ResourceName">The name under which the document is embedded.</param>
/// <remarks>This is the key of the emitter's cache: see the remarks of <see cref="ExportModel"/>.</remarks>
internal sealed record DeclaredExport(ExportModel Model, string Namespace, string ResourceName)
{
    /// <summary>The name of the generated row type, with its namespace.</summary>
    public string FullName => Namespace.Length > 0 ? $"{Namespace}.{Model.TypeName}" : Model.TypeName;

    /// <summary>Whether a generated type can have this full name.</summary>
    public bool IsFit => !GeneratedTypeName.IsUnfit(FullName);
}
