using AccountCommStats.Generator;
using Microsoft.CodeAnalysis;

namespace AccountCommStats.Tests.Generation;

/// <summary>The class that lists the exports of a project.</summary>
public sealed class CatalogTests
{
    private const string Of = "global::AccountCommStats.Exporting.Export.Of";

    private static readonly SpecificationFiles Accounts = new();

    private static readonly SpecificationFiles Customers = new("/repository/spec/customer-touches.md")
    {
        Document = Accounts.Document.Replace("# Account", "# Customer", StringComparison.Ordinal),
        Namespace = "Acme.class",
    };

    [Fact]
    public void Shows_every_row_in_the_order_of_the_documents()
    {
        var catalog = Catalog("Acme.Exports.All", Customers, Accounts);

        Assert.Equal("All.g.cs", catalog.HintName);
        var text = catalog.SourceText.ToString();
        Assert.Contains("namespace Acme.Exports;", text, StringComparison.Ordinal);
        Assert.Equal(
            [$"{Of}<global::{ExampleExports.Namespace}.AccountTouches>(),", $"{Of}<global::Acme.@class.CustomerTouches>(),"],
            text.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith(Of, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("All")]
    [InlineData("Exports")]
    [InlineData("Acme.event.class")]
    public void Compiles_under_any_name(string name)
    {
        var driver = GeneratorRun.CreateDriver([.. Accounts.Texts(), .. Customers.Texts()], name);

        driver.RunGeneratorsAndUpdateCompilation(GeneratedAssembly.EmptyCompilation(), out var compilation, out _);

        Assert.Equal(3, compilation.SyntaxTrees.Count());
        Assert.Empty(GeneratedAssembly.Complaints((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)compilation));
    }

    [Fact]
    public void Leaves_out_a_specification_with_an_error_and_is_there_all_the_same()
    {
        var broken = Accounts.WithDocument(Accounts.Document.Replace("| integer |", "| integr |", StringComparison.Ordinal));

        Assert.DoesNotContain(Of, Catalog("All", broken).SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_printed_anew_when_a_column_changes()
    {
        var generator = new RunningGenerator("All", Accounts);

        generator.Edit(Accounts.WithDocument(Accounts.Document.Replace("| integer |", "| bigint |", StringComparison.Ordinal)));

        Assert.Equal([IncrementalStepRunReason.Modified], generator.Reasons[ExportGenerator.Steps.Sources]);
        Assert.Equal([IncrementalStepRunReason.Cached], generator.Reasons[ExportGenerator.Steps.Catalogs]);
    }

    private static GeneratedSourceResult Catalog(string name, params SpecificationFiles[] specifications)
        => GeneratorRun.CreateDriver([.. specifications.SelectMany(specification => specification.Texts())], name)
            .RunGenerators(GeneratedAssembly.EmptyCompilation()).GetRunResult().Results.Single()
            .GeneratedSources.Single(source => source.HintName.StartsWith("All", StringComparison.Ordinal));
}
