using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.SourceTables;

/// <summary>The intermediate files of all binaries: each build after the first compiles only the changes.</summary>
public sealed class BuildArtifacts : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>The folder of the intermediate files.</summary>
    public string Path => _directory.Path;

    public void Dispose() => _directory.Dispose();
}

/// <summary>The tests that build a binary with MSBuild properties of their own. Only one of these builds runs at a time.</summary>
[CollectionDefinition(Name)]
public sealed class BuiltBinaries : ICollectionFixture<BuildArtifacts>
{
    public const string Name = "built binaries";
}

/// <summary>A binary that is built for one test class, with the MSBuild properties that the derived class specifies.</summary>
public abstract class BuiltBinary(BuildArtifacts artifacts) : IAsyncLifetime, IDisposable
{
    /// <summary>The folder of the binary's files.</summary>
    protected TemporaryDirectory Directory { get; } = new();

    public async Task InitializeAsync() => await DotnetProcess.RunSoundAsync(
        Repository.Root,
        [
            // The code was analyzed when these tests were built.
            "build", "src/AccountCommStats", "--artifacts-path", artifacts.Path, "--output", Directory.File("built"), "-nologo", "-m:1", "-p:RunAnalyzers=false", .. Properties(),
        ]);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Directory.Dispose();
        GC.SuppressFinalize(this);
    }

    internal string Assembly => Path.Combine(Directory.Path, "built", "acstats.dll");

    /// <summary>Runs a command line.</summary>
    internal Task<AcstatsResult> RunAsync(params string[] arguments) => AcstatsProcess.RunBuiltAsync(Assembly, arguments);

    /// <summary>The properties of the build.</summary>
    protected abstract IEnumerable<string> Properties();
}

/// <summary>The binary with the source tables of examples/helpdesk, as docs/own-database.md builds it.</summary>
public sealed class HelpDeskBinary(BuildArtifacts artifacts) : BuiltBinary(artifacts)
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Properties() => ["-p:ExportSpecSources=../../examples/helpdesk/source"];
}

/// <summary>The binary for a help desk whose tenants, accounts and users have uuids, and whose deliveries have expectations.</summary>
public sealed class UuidHelpDeskBinary(BuildArtifacts artifacts) : BuiltBinary(artifacts)
{
    /// <summary>The expectations that are added to the specification.</summary>
    private const string Expectations = """

        ## Expectations

        | Column | Check | Bound |
        |---|---|---|
        | * | rows | 5 % |
        | account_name | categories | 10 points |

        """;

    /// <inheritdoc/>
    protected override IEnumerable<string> Properties()
    {
        foreach (var file in new[] { "spec", "examples/helpdesk/source" }.SelectMany(folder => System.IO.Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories)))
        {
            var path = Path.GetRelativePath(Repository.Root, file);
            if (path.StartsWith(Path.Combine("spec", "source"), StringComparison.Ordinal) || path.EndsWith("catalog.txt", StringComparison.Ordinal))
            {
                continue;
            }

            var copy = Directory.File(path);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, OfUuids(File.ReadAllText(file)) + (path == Path.Combine("spec", "account-core.md") ? Expectations : ""));
        }

        return
        [
            $"-p:SpecFolder={Directory.File("spec")}{Path.DirectorySeparatorChar}", $"-p:ExportSpecSources={Directory.File("examples/helpdesk/source")}", "-p:ExportSpecTenantType=uuid",
        ];
    }

    private static string OfUuids(string text)
    {
        (string Of, string By)[] replacements =
        [
            ("desk.", "twin."), ("cast(null as bigint)", "cast(null as uuid)"), ("'ownerId' as bigint", "'ownerId' as uuid"),
            ("| account_id | bigint |", "| account_id | uuid |"), ("| owner_id | bigint |", "| owner_id | uuid |"), ("| organization_id | bigint |", "| organization_id | uuid |"),
        ];
        return replacements.Aggregate(text, (result, replacement) => result.Replace(replacement.Of, replacement.By, StringComparison.Ordinal));
    }
}
