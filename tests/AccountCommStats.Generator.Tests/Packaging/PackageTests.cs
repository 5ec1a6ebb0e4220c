using System.Text.RegularExpressions;

namespace AccountCommStats.Tests.Packaging;

/// <summary>The packages, as consumers receive them.</summary>
public sealed partial class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    [Fact]
    public void The_generator_is_packed_as_one_dll_with_its_build_files()
        => Assert.Equal(
            [
                "AccountCommStats.Generator.nuspec",
                "README.md",
                "analyzers/dotnet/cs/AccountCommStats.Generator.dll",
                "build/AccountCommStats.Generator.props",
                "build/AccountCommStats.Generator.targets",
                "buildTransitive/AccountCommStats.Generator.props",
                "buildTransitive/AccountCommStats.Generator.targets",
                "lib/net10.0/_._",
                "lib/netstandard2.0/_._",
            ],
            feed.FilesOf("AccountCommStats.Generator"));

    [Fact]
    public void The_runtime_is_packed_with_its_documentation()
        => Assert.Equal(
            [
                "AccountCommStats.Exporting.nuspec",
                "README.md",
                "lib/net10.0/AccountCommStats.Exporting.dll",
                "lib/net10.0/AccountCommStats.Exporting.xml",
            ],
            feed.FilesOf("AccountCommStats.Exporting"));

    [Fact]
    public void Packing_warns_of_nothing() => Assert.DoesNotContain(": warning ", feed.PackingOutput, StringComparison.Ordinal);

    [Fact]
    public async Task A_fresh_project_builds_exports_and_fails_at_the_cell_of_a_broken_specification()
    {
        using var project = ConsumerProject.Create(feed.Path);

        await DotnetProcess.RunSoundAsync(project.Folder, "build", "-nologo", "-m:1");
        var exported = await DotnetProcess.RunSoundAsync(project.Folder, "exec", "bin/Debug/net10.0/Pets.dll");

        Assert.Equal("pet_id,pet_name\n1,\n2,Zoë\n", exported);
        var generated = Assert.Single(Directory.GetFiles(project.Folder, "PetNames.g.cs", SearchOption.AllDirectories));
        Assert.Contains("/// <summary>What it listens to.</summary>", await File.ReadAllTextAsync(generated), StringComparison.Ordinal);

        var document = await File.ReadAllTextAsync(project.Document);
        await File.WriteAllTextAsync(project.Document, document.Replace("varchar(50)", "varchr(50)", StringComparison.Ordinal));
        var (exitCode, output) = await DotnetProcess.RunAsync(project.Folder, "build", "--no-restore", "-nologo", "-m:1");

        Assert.Equal(1, exitCode);
        var error = Assert.Single(ErrorLine().Matches(output).Select(match => match.Value).Distinct());
        Assert.EndsWith("pet-names.md(8,18): error ACS013", error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^.*: error \w+", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
