using AccountCommStats.Generator.Emission;
using AccountCommStats.Generator.Inputs;
using AccountCommStats.Generator.Reading;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Tests.Generation;

/// <summary>
/// Exceptions that the generator throws. If they were uncaught, the compiler would only print a warning and build without the row type.
/// </summary>
public sealed class GeneratorFailureTests
{
    [Fact]
    public void One_while_reading_is_kept_with_the_document()
    {
        var document = new SourceFile("a.md", "# Pets");
        var broken = new SpecificationSource(document, "a", new([]), new([])) { Sources = null! };

        var reading = SpecificationReading.Of(new DeclaredSpecification(broken with { Document = document with { Text = SpecificationFiles.SoundDocument } }, "Acme"));

        Assert.StartsWith("NullReferenceException: ", reading.Failure, StringComparison.Ordinal);
        Assert.Null(reading.Export);
    }

    [Fact]
    public void One_while_emitting_is_kept_with_the_file()
    {
        var export = SpecificationReading.Of(DeclaredSpecification.Group(
            [.. new SpecificationFiles().Texts().Select(text => DeclaredFile.Read(text, new GeneratorRun.DeclaredOptions([text], ""), CancellationToken.None)!)],
            new DeclaredProject(null, "", DeclaredProject.MinimumLanguage)).Single()).Export!;

        var source = RowEmitter.Emit(export with { ResourceName = null! });

        Assert.Equal("AccountTouches.g.cs", source.HintName);
        Assert.Contains("Exception: ", source.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_an_error_of_the_build_at_the_document()
    {
        var reading = new SpecificationReading(new SourceFile("a.md", "# Pets\n"), Export: null, new([]), "InvalidOperationException: no (at X.Y())");

        var finding = Assert.Single(AccountCommStats.Generator.Diagnostics.DeclarationFindings.OfProject(new DeclaredProject(null, "", DeclaredProject.MinimumLanguage), [reading]));

        Assert.Equal(("ACS075", "a.md", Severity.Error), (finding.Rule.Id, finding.Location.File.Path, finding.Severity));
        Assert.Equal(
            "The generator failed while reading this specification: InvalidOperationException: no (at X.Y()). Nothing was generated for it. Please report this, with the specification.",
            finding.Message);
    }
}
