using System.Reflection;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Native;

/// <summary>The native binary: the one that the test command has published, or else one that is published for these tests.</summary>
/// <remarks>
/// Publishes into a separate folder, together with the intermediate files. The intermediate files of the repository belong to the
/// build under test, and publishing for a runtime would overwrite them.
/// </remarks>
public sealed class NativeBinary : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>The path of the binary that tests/run.sh has published; null if tests run without it.</summary>
    public static string? Given { get; } = Environment.GetEnvironmentVariable("ACSTATS_TEST_BINARY") is { Length: > 0 } path ? path : null;

    /// <summary>The binary.</summary>
    public string Path => Given ?? System.IO.Path.Combine(_directory.Path, "published", "acstats");

    private static string TestedVersion
        => typeof(AccountCommunicationStats).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>What <c>dotnet publish</c> printed.</summary>
    public string PublishingOutput { get; private set; } = "";

    public async Task InitializeAsync() => PublishingOutput = Given is not null ? await File.ReadAllTextAsync(Given + ".log") : await DotnetProcess.RunSoundAsync(
        Repository.Root,
        "publish", "src/AccountCommStats", "--configuration", "Release", "--use-current-runtime", "-p:Aot=true",
        "--artifacts-path", _directory.File("artifacts"), "--output", _directory.File("published"), "-nologo", "-m:1",
        // The code was analyzed when these tests were built.
        "-p:RunAnalyzers=false",
        // A commit between the build and its tests must not change the version.
        $"-p:InformationalVersion={TestedVersion}", "-p:IncludeSourceRevisionInInformationalVersion=false");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();
}
