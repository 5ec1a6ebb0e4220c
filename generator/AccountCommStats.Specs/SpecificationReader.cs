using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Queries;
using AccountCommStats.Specs.Relations;
using AccountCommStats.Specs.Sources;
using AccountCommStats.Specs.Sql;

namespace AccountCommStats.Specs;

/// <summary>Reads a specification's document and relations into a model and findings.</summary>
internal static class SpecificationReader
{
    /// <summary>Reads a specification. Does not throw on any text.</summary>
    public static SpecificationResult Read(SpecificationSource source)
    {
        var reading = DocumentReader.Read(source.Document);
        var found = new SqlFindings();
        var sources = SourceSet.Read(source.Sources, found);
        var relations = new RelationSet(
            source.Relations.Select(file => RelationReader.ReadRows(file, found)).ToList(),
            source.SharedRelations.Select(file => RelationReader.ReadShared(file, found)).ToList(),
            source.SystemRelations.Select(file => RelationReader.ReadSystemValue(file, found)).ToList());
        var tables = new TableSet(sources, relations);
        var documentIsSound = reading.Document is not null && !HasError(reading.Findings);
        new RelationSetCheck(relations, tables, reading.Document, found).Run();
        if (reading.Document is { } document)
        {
            if (sources.Tables.Count == 0 && relations.Rows.Count > 0)
            {
                found.Add(
                    SourceRules.NoSources,
                    new Location(document.File, document.Title.Span),
                    $"The specification has no source tables: put one SELECT per file into {sources.Folder}. Each yields the rows of one organization, and relations read it by the file's name.");
            }

            new RelationCheck(document, source.RelationFolder, relations, tables, documentIsSound, found).Run();
        }

        var findings = reading.Findings.Concat(found.InOrder(reading.Document?.File)).ToList();
        var model = documentIsSound && !HasError(findings) ? ModelComposer.Compose(reading.Document!, relations, tables, sources) : null;

        // A breaking change fails the build but does not discard the model, which is complete.
        IReadOnlyList<MeaningFile> files = [];
        if (documentIsSound)
        {
            files = model is null ? [] : SqlMeaning.Of(reading.Document!, relations, tables);
            findings.AddRange(CompatibilityReview.CheckCompatibility(reading.Document!));
            findings.AddRange(source.Shipped is { } shipped ? CompatibilityReview.Of(reading.Document!, shipped.Document, shipped.Today, files).Findings : []);
        }

        return new SpecificationResult(model, new(findings), files);
    }

    private static bool HasError(IReadOnlyList<Finding> findings) => findings.Any(finding => finding.Severity == Severity.Error);
}

/// <summary>The files of one specification.</summary>
/// <param name="Document">The Markdown document.</param>
/// <param name="RelationFolder">The folder of its relations, as the user should see it in messages.</param>
/// <param name="Relations">The relations, one SELECT each, named after their files.</param>
/// <param name="SystemRelations">
/// The files of the folder's <c>system</c> subfolder. Each is a query that supplies the system column of the same name.
/// </param>
internal sealed record SpecificationSource(
    SourceFile Document,
    string RelationFolder,
    EquatableArray<SourceFile> Relations,
    EquatableArray<SourceFile> SystemRelations)
{
    /// <summary>The files of the folder's <c>shared</c> subfolder: queries that relations read and that supply no column themselves.</summary>
    public EquatableArray<SourceFile> SharedRelations { get; init; } = new([]);

    /// <summary>The source tables, which all exports of a build share.</summary>
    public SourceFolder Sources { get; init; } = new("source", new([]));

    /// <summary>The specification as customers last received it; null if it was never shipped.</summary>
    public ShippedSpecification? Shipped { get; init; }
}

/// <summary>A specification as customers last received it.</summary>
/// <param name="Document">The shipped document.</param>
/// <param name="Today">The day (UTC) against which its waivers are checked.</param>
internal sealed record ShippedSpecification(SourceFile Document, DateTime Today);

/// <summary>The result of reading a specification.</summary>
/// <param name="Model">
/// The export; null if a finding in the document or its relations is an error, because a partial column order is worse than none.
/// </param>
/// <param name="Findings">
/// All findings: those in the document in the order of their locations, then those in the relations, then the changes since the document
/// was shipped.
/// </param>
/// <param name="Files">The SQL files of the columns, with hashes; empty if a finding is an error.</param>
internal sealed record SpecificationResult(ExportModel? Model, EquatableArray<Finding> Findings, IReadOnlyList<MeaningFile> Files);
