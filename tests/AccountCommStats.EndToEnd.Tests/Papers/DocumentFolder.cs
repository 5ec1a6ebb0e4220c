using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AccountCommStats.Sample;
using AccountCommStats.Sample.Seeding;
using AccountCommStats.Testing;
using AccountCommStats.Testing.ObjectStorage;

namespace AccountCommStats.EndToEnd.Tests.Papers;

/// <summary>What a reader of the documents has: a database server, a bucket, and a checkout in which to try the commands.</summary>
public sealed partial class DocumentFolder : IAsyncLifetime
{
    /// <summary>
    /// Defines the reader's commands. <c>acstats</c> is a program in PATH, not a shell function, because schedulers start it in a new
    /// shell. Commands that build or test do nothing, because tests/run.sh already builds and tests. An unknown command fails.
    /// </summary>
    private const string Prelude = """
        mkdir ../bin && PATH=$(cd ../bin && pwd):$PATH
        printf '#!/bin/sh\nexec $ACSTATS_PROGRAM "$@"\n' >../bin/acstats && chmod +x ../bin/acstats
        dotnet() {
          case "$*" in
            "run --project src/AccountCommStats -- "*) shift 4; acstats "$@" ;;
            build | "test tests/AccountCommStats.Generator.Tests "* | "publish src/AccountCommStats "* | "run -c Release --project tests/AccountCommStats.Benchmarks -- "*) ;;
            "build src/AccountCommStats -p:ExportSpecSources=../../examples/helpdesk/source") export ACSTATS_PROGRAM="$BUILT" ;;
            *) echo "dotnet $*: not known here"; return 1 ;;
          esac
        }
        bash() { test "$*" = tests/run.sh; }
        """;

    private const string EndOfCommand = "\u0001";

    private PostgresServer _server = null!;
    private S3Server _storage = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        _storage = await S3Server.StartAsync();
        var crm = await _server.CreateDatabaseAsync(name: "crm");
        await SampleSeeder.SeedAsync(crm.ConnectionString, new SampleOptions { OrganizationId = 42, Accounts = 20, EventsPerAccount = 20 });
        await crm.ExecuteAsync("create role exporter login");
    }

    public async Task DisposeAsync()
    {
        await _storage.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>Runs the commands of a document in one shell, and compares what they print with what the document says.</summary>
    /// <param name="document">Its path in the repository.</param>
    /// <param name="edits">What the text tells the reader to do before a command. Commands are numbered from 1.</param>
    /// <param name="built">The assembly built with the source tables of examples/helpdesk, for the document that builds it.</param>
    internal async Task CheckAsync(string document, IReadOnlyList<(int Before, string Does)> edits, string built = "")
    {
        using var directory = new TemporaryDirectory();
        var folder = Checkout(directory);
        var text = Repository.ReadText(document).ReplaceLineEndings("\n");
        WriteBlocks(folder, Substituted(text, folder));
        var commands = DocumentCommand.In(text);
        var edited = commands.Select((command, i) => string.Concat(edits.Where(edit => edit.Before == i + 1).Select(edit => $"{{ {edit.Does}; }} &>/dev/null\n")) + command.Text);

        var results = await RunAsync(folder, [.. edited], built);

        Assert.All(commands.Zip(results), pair =>
        {
            var (command, (exitCode, output)) = pair;
            Assert.True(
                command.Output is null ? exitCode == 0 : command.Expects(output),
                $"{document}({command.Line}): {command.Text}\nended with {exitCode} and printed:\n{output}");
        });
    }

    /// <summary>Creates a folder with the repository files that the documents name.</summary>
    private static string Checkout(TemporaryDirectory directory)
    {
        var folder = Directory.CreateDirectory(directory.File("checkout")).FullName;
        foreach (var file in Repository.Files.Where(file => file.StartsWith("spec/", StringComparison.Ordinal) || file.StartsWith("examples/helpdesk/", StringComparison.Ordinal)
            || file == "src/AccountCommStats/AccountCommStats.csproj"))
        {
            var copy = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Repository.PathOf(file), copy);
        }

        Directory.CreateDirectory(Path.Combine(folder, "srv"));
        return folder;
    }

    /// <summary>Writes each block except <c>console</c> blocks to a file such as <c>blocks/markdown-1</c>. The edits refer to these files.</summary>
    private static void WriteBlocks(string folder, string text)
    {
        Directory.CreateDirectory(Path.Combine(folder, "blocks"));
        foreach (var language in Block().Matches(text).GroupBy(block => block.Groups["language"].Value))
        {
            foreach (var (number, block) in language.Index())
            {
                File.WriteAllText(Path.Combine(folder, "blocks", $"{language.Key}-{number + 1}"), block.Groups["text"].Value);
            }
        }
    }

    private async Task<IReadOnlyList<(int ExitCode, string Output)>> RunAsync(string folder, IReadOnlyList<string> commands, string built)
    {
        var script = $"""
            {Prelude}
            BUILT='dotnet {built}'
            exec 2>&1
            {string.Concat(commands.Select(command => $"{Substituted(command, folder)}\nprintf '{EndOfCommand}%s{EndOfCommand}' $?\n"))}
            """;
        var start = new ProcessStartInfo("bash", ["-c", script.ReplaceLineEndings("\n")])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            Environment =
            {
                ["PATH"] = $"{PostgresBinaries.Directory}:{Environment.GetEnvironmentVariable("PATH")}",
                ["ACSTATS_PROGRAM"] = string.Join(' ', AcstatsProcess.Program),
                ["PGHOST"] = "127.0.0.1",
                ["PGPORT"] = $"{_server.Port}",
                ["PGUSER"] = "postgres",
                ["ACSTATS_SOURCE"] = _server.Uri("crm"),
                ["DATABASE"] = _server.Uri("crm"),
                ["AWS_ENDPOINT_URL_S3"] = _storage.Endpoint.ToString(),
                ["AWS_ACCESS_KEY_ID"] = S3Server.AccessKey,
                ["AWS_SECRET_ACCESS_KEY"] = S3Server.SecretKey,
                ["AWS_REGION"] = "eu-central-1",
            },
        };
        using var process = Process.Start(start)!;
        var parts = (await process.StandardOutput.ReadToEndAsync()).Split(EndOfCommand);
        await process.WaitForExitAsync();
        return [.. commands.Select((_, i) => (int.Parse(parts[(2 * i) + 1], CultureInfo.InvariantCulture), parts[2 * i]))];
    }

    /// <summary>The command with the test's paths and servers instead of those in the document.</summary>
    private string Substituted(string command, string folder)
        => command
            .Replace("'postgresql://exporter@db.example.com/crm?sslmode=verify-full'", $"'{_server.Uri("crm")}'", StringComparison.Ordinal)
            .Replace("'postgresql:///helpdesk'", $"'{_server.Uri("helpdesk")}'", StringComparison.Ordinal)
            .Replace("/srv/exports", Path.Combine(folder, "srv"), StringComparison.Ordinal)
            .Replace("--output /exports", $"--output {Path.Combine(folder, "srv")}", StringComparison.Ordinal)
            .Replace("/etc/acstats/environment", Path.Combine(folder, "blocks", "ini-1"), StringComparison.Ordinal)
            .Replace("/run/lock", folder, StringComparison.Ordinal)
            .Replace("/var/log/acstats", folder, StringComparison.Ordinal);

    [GeneratedRegex(@"^```(?<language>(?!console)[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
