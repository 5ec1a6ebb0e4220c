using System.Text.Json;
using System.Text.Json.Nodes;
using AccountCommStats.EndToEnd.Tests.Contracts;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using Json.Schema;

namespace AccountCommStats.EndToEnd.Tests.Verification;

/// <summary>The manifest schema for receivers, and the page that explains it.</summary>
public sealed class ManifestSchemaTests : IAsyncLifetime, IDisposable
{
    private static readonly string SchemaText = File.ReadAllText(Repository.PathOf("docs/manifest.schema.json"));
    private static readonly JsonSchema Schema = JsonSchema.FromText(SchemaText);

    private readonly TemporaryDirectory _directory = new();
    private string _source = "";

    public async Task InitializeAsync()
        => _source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = 20, EventsPerAccount = 5 });

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--format", "csv,parquet,jsonl", "--split-rows", "7")]
    [InlineData("--format", "jsonl", "--split-bytes", "4kB", "--compression", "zstd")]
    [InlineData("--dialect", "excel", "--compression", "gzip")]
    [InlineData("--export", "account-core")]
    public async Task Every_manifest_is_valid(params string[] options)
    {
        var export = await AcstatsProcess.RunAsync(
            ["export", "--source", _source, "--organization", "1", "--as-of", "2025-12-10", "--output", Directory.CreateDirectory(_directory.File("out")).FullName, .. options]);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));

        Schema.AssertValid(JsonNode.Parse(await File.ReadAllTextAsync(Directory.GetFiles(_directory.File("out"), "*.manifest.json").Single()))!);
    }

    [Fact]
    public async Task A_set_manifest_is_valid()
    {
        var export = await AcstatsProcess.RunAsync(
            "export", "--source", _source, "--organization", "1", "--as-of", "2025-12-10", "--output", _directory.Path, "--export", "account-communication-stats,account-core");
        Assert.Equal((0, ""), (export.ExitCode, export.Error));

        var set = JsonNode.Parse(await File.ReadAllTextAsync(Directory.GetFiles(_directory.Path, "*.set.json").Single()))!;
        var schema = JsonSchema.FromText(File.ReadAllText(Repository.PathOf("docs/set.schema.json")));
        schema.AssertValid(set);
        set["exports"]!.AsArray().RemoveAt(1);
        Assert.False(schema.IsValid(set));
    }

    [Fact]
    public async Task What_the_exporter_would_not_write_is_not_valid()
    {
        await Every_manifest_is_valid();
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Directory.GetFiles(_directory.File("out"), "*.manifest.json").Single()))!.AsObject();

        Assert.All(manifest.Where(member => member.Key != "csv").Select(member => member.Key).ToList(), member =>
        {
            var without = manifest.DeepClone().AsObject();
            without.Remove(member);
            Assert.False(Schema.IsValid(without), member);
        });
        manifest["more"] = 1;
        Assert.False(Schema.IsValid(manifest));
    }

    [Fact]
    public void Every_member_is_explained()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/file-format.md"));
        var members = Members(JsonDocument.Parse(SchemaText).RootElement).Distinct().ToList();

        Assert.True(members.Count > 50, "The schema has no members.");
        Assert.All(members, member => Assert.Contains($"`{member}`", page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Members(JsonElement schema)
        => schema.ValueKind switch
        {
            JsonValueKind.Object => schema.EnumerateObject().SelectMany(member => member.Name == "properties"
                ? member.Value.EnumerateObject().Select(property => property.Name).Concat(member.Value.EnumerateObject().SelectMany(property => Members(property.Value)))
                : Members(member.Value)),
            JsonValueKind.Array => schema.EnumerateArray().SelectMany(Members),
            _ => [],
        };
}
