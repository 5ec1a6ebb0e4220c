namespace AccountCommStats.Tests.Layers;

/// <summary>Which folder of a project may use which: <see cref="ProjectLayers"/> is the list.</summary>
public sealed class LayerTests
{
    public static TheoryData<string> Projects { get; } = [.. ProjectLayers.Projects.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_uses_only_folders_that_the_list_allows(string project)
    {
        var allowed = ProjectLayers.Projects[project].Edges.ToHashSet();
        Assert.All(ProjectLayers.ReferencesOf(project), reference => Assert.True(allowed.Contains((reference.From, reference.To)), $"{reference} is not allowed."));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_list_allows_nothing_that_no_file_needs(string project)
    {
        var needed = ProjectLayers.ReferencesOf(project).Select(reference => (reference.From, reference.To)).ToHashSet();
        Assert.Empty(ProjectLayers.Projects[project].Edges.Except(needed));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_uses_only_folders_above_it_in_the_list_so_that_there_is_no_cycle(string project)
    {
        var folders = ProjectLayers.Projects[project].Folders;
        Assert.DoesNotContain(
            ProjectLayers.Projects[project].Edges, edge => !folders.TakeWhile(folder => folder != edge.From).Contains(edge.To));
    }

    [Theory]
    [InlineData("using Product.Upper;")]
    [InlineData("namespace Product.Lower; class A : Product.Upper.Type;")]
    [InlineData("namespace Product.Lower; class A { Upper.Type? _field; }")]
    [InlineData("namespace Product.Lower; class A { object B() => new global::Product.Upper.Type(); }")]
    [InlineData("namespace Product.Lower; /// <summary>See <see cref=\"Product.Upper.Type\"/>.</summary>\nclass A;")]
    [InlineData("namespace Product.Lower; using static Product.Upper.Type; class A { int B => Constant; }")]
    [InlineData("namespace Product.Lower; using Alias = Product.Upper.Type; class A { Alias? _field; }")]
    [InlineData("namespace Product.Lower; class A { int B() { var made = Product.Middle.Factory.Make(); return made.Value; } }")]
    public void Whatever_way_a_file_uses_another_folder_it_is_seen(string text)
        => Assert.Contains(
            FolderReferences.Of(
                "Product",
                [
                    ("Lower/A.cs", text),
                    ("Middle/Factory.cs", "namespace Product.Middle; public static class Factory { public static Upper.Type Make() => new(); }"),
                    ("Upper/Type.cs", "namespace Product.Upper; public class Type { public const int Constant = 1; public int Value => 2; }"),
                ]),
            reference => reference is { From: "Lower", To: "Upper" });
}
