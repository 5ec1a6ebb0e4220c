using System.Text.Json;
using System.Text.RegularExpressions;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.EndToEnd.Tests.Specifications;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.CommandLine;

/// <summary>With <c>--json</c>, every command prints its result as one JSON document, with keys in snake_case.</summary>
public sealed partial class JsonOutputTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>Command lines, in which {0} is the folder, with their exit codes and a key of the output.</summary>
    public static TheoryData<string, int, string> Commands { get; } = new()
    {
        { "demo --accounts 3 --output demo", 0, "manifest" },
        { "seed --source new.duckdb --organization 3 --accounts 2 --events-per-account 2", 0, "as_of" },
        { "check --source sample.duckdb", 0, "subject" },
        { "check --grants exporter", 0, "sql" },
        { "export --source sample.duckdb --organization 1 --output .", 0, "rejected_rows" },
        { "export --source sample.duckdb --organization 1 2 --output .", 4, "error" },
        { "verify none.csv", 3, "is_good" },
        { "source snapshot --source sample.duckdb --output catalog.txt", 0, "unique_keys" },
        { "source new --source sample.duckdb --output drafts", 0, "not_found" },
        { "spec show", 0, "sql_type" },
        { "spec show total_emails", 0, "sql_type" },
        { "spec lint", 0, "" },
        { "spec lint broken.md", 4, "end_column" },
        { "spec contract --as dbt", 0, "files" },
        { "spec diff old.md spec/account-core.md", 0, "shipped_column_name" },
        { "spec docs --output pages", 0, "" },
        { "spec fix", 0, "is_written" },
        { "spec fix broken.md", 4, "left" },
        { "spec import dictionary.csv", 4, "primary_key" },
        { "spec loader --target duckdb", 0, "script" },
        { "spec new account-topics", 0, "document" },
        { "spec ship account-core", 0, "is_first" },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Is_one_document_in_snake_case(string commandLine, int exitCode, string key)
    {
        using var folder = new SpecificationFolder();
        var document = File.ReadAllText(folder.PathOf("spec/account-core.md"));
        folder.Write("old.md", document.Replace("varchar(100)", "varchar(200)", StringComparison.Ordinal));
        folder.Write("dictionary.csv", "column_name,data_type\nid,bigint\n");
        folder.Write("broken.md", document.Replace("varchar(100)", "varchr(100)", StringComparison.Ordinal));
        File.Copy(
            await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = 3, EventsPerAccount = 3 }), folder.PathOf("sample.duckdb"));

        var result = await AcstatsProcess.RunInAsync(folder.PathOf("."), [.. commandLine.Split(' '), "--json"]);

        Assert.True(result.ExitCode == exitCode, $"{result.ExitCode} {result.Everything}");
        using var json = JsonDocument.Parse(result.Output);
        var keys = KeysOf(json.RootElement).ToList();
        Assert.All(keys, name => Assert.Matches(SnakeCase(), name));
        Assert.True(key.Length == 0 ? keys.Count == 0 : keys.Contains(key), $"{key} is not among {string.Join(", ", keys)}");
    }

    [Fact]
    public async Task No_command_lacks_the_option()
    {
        var root = await AcstatsProcess.RunAsync("--help");
        var commands = CommandsIn(root.Output).ToList();
        Assert.Contains("export", commands);
        foreach (var command in commands)
        {
            var help = (await AcstatsProcess.RunAsync(command, "--help")).Output;
            var below = CommandsIn(help).ToList();
            foreach (var text in below.Count == 0 ? [help] : await Task.WhenAll(below.Select(async name => (await AcstatsProcess.RunAsync(command, name, "--help")).Output)))
            {
                Assert.Contains("--json", text, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<string> CommandsIn(string help)
        => help.Contains("Commands:", StringComparison.Ordinal)
            ? help[help.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n').Skip(1).Select(line => CommandName().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)
            : [];

    private static IEnumerable<string> KeysOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => KeysOf(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(KeysOf),
        _ => [],
    };

    [GeneratedRegex("^[a-z0-9]+(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();

    [GeneratedRegex("^  ([a-z]+)")]
    private static partial Regex CommandName();
}
