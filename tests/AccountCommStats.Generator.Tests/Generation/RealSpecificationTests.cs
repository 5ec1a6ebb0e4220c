using Microsoft.CodeAnalysis.CSharp;
using Snapshooter.Xunit;

namespace AccountCommStats.Tests.Generation;

/// <summary>The row type that is generated from this repository's own specification.</summary>
public sealed class RealSpecificationTests
{
    [Fact]
    public void Is_without_findings() => Assert.Empty(GeneratorRun.Of(RealSpecification.Texts()).Diagnostics);

    [Fact]
    public void Its_row_is_printed_like_this() => Snapshot.Match(Source());

    [Fact]
    public void Its_row_compiles_without_warnings()
        => Assert.Empty(GeneratedAssembly.Complaints(GeneratedAssembly.EmptyCompilation()
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(Source(), GeneratedAssembly.ParseOptions))));

    [Fact]
    public void Nothing_of_the_machine_is_in_its_row()
        => Assert.DoesNotContain("/repository", Source(), StringComparison.Ordinal);

    private static string Source() => Assert.Single(GeneratorRun.Of(RealSpecification.Texts()).GeneratedSources).SourceText.ToString();
}
