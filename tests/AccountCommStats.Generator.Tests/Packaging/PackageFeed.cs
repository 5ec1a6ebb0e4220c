using System.IO.Compression;
using System.Reflection;

namespace AccountCommStats.Tests.Packaging;

/// <summary>A folder with the two packages, packed from the build under test.</summary>
public sealed class PackageFeed : IAsyncLifetime, IDisposable
{
    /// <summary>A version that no real package has.</summary>
    public const string Version = "0.0.0-test";

    private readonly TemporaryDirectory _directory = new();

    /// <summary>The folder.</summary>
    public string Path => _directory.Path;

    /// <summary>What <c>dotnet pack</c> printed.</summary>
    public string PackingOutput { get; private set; } = "";

    public async Task InitializeAsync()
    {
        PackingOutput = await PackAsync("src", "AccountCommStats.Exporting") + await PackAsync("generator", "AccountCommStats.Generator");
    }

    /// <summary>The files of a package, without those that every NuGet package has.</summary>
    public IReadOnlyList<string> FilesOf(string package)
    {
        using var archive = ZipFile.OpenRead(_directory.File($"{package}.{Version}.nupkg"));
        return [.. archive.Entries.Select(entry => entry.FullName)
            .Where(name => name is not ("[Content_Types].xml" or "_rels/.rels") && !name.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    /// <remarks>Does not build, so that the outputs in the repository stay those of the build under test.</remarks>
    private Task<string> PackAsync(string folder, string project)
    {
        var configuration = typeof(PackageFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return DotnetProcess.RunSoundAsync(
            Repository.PathOf(folder, project),
            "pack", "--no-build", "--configuration", configuration, "--output", Path, $"-p:PackageVersion={Version}", "-nologo");
    }
}
