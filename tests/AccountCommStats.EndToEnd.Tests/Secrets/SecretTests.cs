using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Secrets;

/// <summary>No output and no file contains a password, however a command ends and however much it logs.</summary>
public sealed class SecretTests(GuardedServer server) : IClassFixture<GuardedServer>, IDisposable
{
    private readonly TemporaryDirectory _files = new();
    private readonly TemporaryDirectory _output = new();

    public void Dispose()
    {
        _files.Dispose();
        _output.Dispose();
    }

    [Theory]
    [InlineData("export")]
    [InlineData("check")]
    [InlineData("seed")]
    [InlineData("source", "new")]
    [InlineData("source", "snapshot")]
    public async Task Help_does_not_show_the_source_of_the_environment(params string[] command)
    {
        var help = await AcstatsProcess.RunAsync([("ACSTATS_SOURCE", "postgresql://exporter:s3cret@db.example.com/crm")], [.. command, "--help"]);

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("Default: the environment variable ACSTATS_SOURCE.", help.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("exporter", help.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", help.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("an unreachable server", "a URI", 3)]
    [InlineData("an unreachable server", "keywords", 3)]
    [InlineData("a wrong password", "a URI", 3)]
    [InlineData("a wrong password", "keywords", 3)]
    [InlineData("a wrong password", "PGPASSWORD", 3)]
    [InlineData("a wrong password", "a password file", 3)]
    [InlineData("a missing database", "a URI", 3)]
    [InlineData("a missing database", "keywords", 3)]
    [InlineData("missing tables", "a URI", 4)]
    [InlineData("missing tables", "keywords", 4)]
    [InlineData("a failing query", "a URI", 5)]
    [InlineData("a failing query", "keywords", 5)]
    [InlineData("a failing query", "PGPASSWORD", 5)]
    [InlineData("a failing query", "a password file", 5)]
    [InlineData("a connection that is lost", "a URI", 3)]
    [InlineData("a connection that is lost", "keywords", 3)]
    [InlineData("a malformed port", "a URI", 3)]
    [InlineData("a malformed port", "keywords", 3)]
    [InlineData("nothing", "a URI", 0)]
    [InlineData("nothing", "PGPASSWORD", 0)]
    public async Task A_password_is_nowhere(string failure, string form, int exitCode)
    {
        var results = new List<AcstatsResult>();
        string[] export = ["export", "--organization", "42", "--output", _output.Path, "--retries", "1", "--retry-delay", "0.01", "--json"];
        string[][] commands =
        [
            [.. export, "--log-format", "text"],
            [.. export, "--log-format", "json"],
            ["check", "--log-format", "json"],
            ["seed", "--organization", "42", "--accounts", "2"],
        ];
        foreach (var command in commands)
        {
            results.Add(await RunAsync(failure, form, [.. command, "--log-level", "trace"]));
        }

        Assert.Equal((exitCode, exitCode), (results[0].ExitCode, results[1].ExitCode));
        Assert.All(results, result => Assert.NotEqual("", result.Everything));
        Assert.All(results, result => AssertHasNone(result.Everything));
        var files = Directory.GetFiles(_output.Path);
        Assert.Equal(exitCode == 0, files.Length > 0);
        Assert.All(files, file => AssertHasNone(Path.GetFileName(file) + File.ReadAllText(file)));
    }

    private static void AssertHasNone(string text)
        => Assert.All(GuardedServer.Parts, part => Assert.DoesNotContain(part, text, StringComparison.OrdinalIgnoreCase));

    private async Task<AcstatsResult> RunAsync(string failure, string form, string[] command)
    {
        await using var line = failure == "a connection that is lost" ? new SeveredLine(server.Port, "copy (", isCutForGood: true) : null;
        var port = failure switch
        {
            "an unreachable server" => "1",
            "a malformed port" => "port",
            _ => $"{line?.Port ?? server.Port}",
        };
        var database = failure switch
        {
            "a missing database" => "none",
            "missing tables" => server.Empty,
            "a failing query" => server.Failing,
            _ => server.Sound,
        };
        var user = failure == "a wrong password" ? "locked" : "exporter";
        var source = form switch
        {
            "a URI" => $"postgresql://{user}:{Uri.EscapeDataString(GuardedServer.Password)}@127.0.0.1:{port}/{database}",
            "keywords" => $"Host=127.0.0.1;Port={port};Database={database};Username={user};Password={GuardedServer.Password}",
            _ => $"Host=127.0.0.1;Port={port};Database={database};Username={user}",
        };
        List<(string, string)> environment = [("ACSTATS_SOURCE", source)];
        if (form == "PGPASSWORD")
        {
            environment.Add(("PGPASSWORD", GuardedServer.Password));
        }

        if (form == "a password file")
        {
            var path = _files.File("pgpass");
            await File.WriteAllTextAsync(path, $"*:*:*:*:{GuardedServer.Password}\n");
            environment.Add(("PGPASSFILE", path));
        }

        var result = await AcstatsProcess.RunAsync(environment, command);
        Assert.True(line is null || line.IsCut || command[0] == "seed");
        return result;
    }
}
