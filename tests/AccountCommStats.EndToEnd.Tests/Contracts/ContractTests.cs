using System.Text.Json.Nodes;
using AccountCommStats.Contracts;
using AccountCommStats.Exports;
using AccountCommStats.Testing;
using Markdig;
using Snapshooter.Xunit;

namespace AccountCommStats.EndToEnd.Tests.Contracts;

/// <summary>Every kind of contract matches its reviewed snapshot and repeats the specification's texts exactly.</summary>
public sealed class ContractTests
{
    public static IEnumerable<object[]> Contracts { get; }
        = [.. from export in ExportCatalog.All from contract in Contract.All select new object[] { contract.Name, export.Schema.Name }];

    public static TheoryData<string> Kinds { get; } = [.. Contract.All.Select(contract => contract.Name)];

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Is_as_reviewed(string kind, string export) => Snapshot.Match(TextOf(kind, export), $"Contract.{export}.{kind}");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Texts_survive_whatever_is_in_them(string kind)
    {
        var subject = ContractSubjects.OfHostileTexts;

        var texts = FilesOf(kind, subject).Where(file => !file.Path.EndsWith(".sql", StringComparison.Ordinal)).ToDictionary(
            file => file.Path,
            file => TextsIn(file.Path.EndsWith(".json", StringComparison.Ordinal) ? JsonNode.Parse(file.Text)! : YamlDocument.Read(file.Text)).Select(Rendered).ToList());

        Assert.NotEmpty(texts);
        Assert.All(texts, file =>
        {
            Assert.Equal(subject.Schema.Columns.Length, file.Value.Count(text => text == $"{ContractSubjects.Hostile}. {ContractSubjects.Hostile}"));
            Assert.Contains(file.Value, text => text.Contains($"Grain: {ContractSubjects.Hostile}. Key: account_id.", StringComparison.Ordinal));
        });

        // Only dbt renders texts as templates.
        string Rendered(string text) => kind == "dbt" ? DbtContractTests.Render(text) : text;
    }

    /// <summary>Every example on the page about contracts is part of what the command prints.</summary>
    [Fact]
    public void The_documented_examples_are_what_is_printed()
    {
        var printed = Contracts.Select(row => TextOf((string)row[0], (string)row[1])).ToList();

        var blocks = Markdown.Parse(File.ReadAllText(Repository.PathOf("docs/contracts.md")))
            .OfType<Markdig.Syntax.FencedCodeBlock>()
            .Where(block => block.Info != "console")
            .Select(block => block.Lines.ToString())
            .ToList();

        Assert.Equal(4, blocks.Count);
        Assert.All(blocks, block => Assert.Contains(printed, text => text.Contains(block, StringComparison.Ordinal)));
    }

    /// <summary>The files of a contract.</summary>
    internal static IReadOnlyList<ContractFile> FilesOf(string kind, ContractSubject subject) => Contract.All.First(contract => contract.Name == kind).Create(subject);

    /// <summary>The files as one text. The hash of the document is left out, because it changes with every edit.</summary>
    private static string TextOf(string kind, string export)
    {
        var subject = ContractSubjects.Of(export);
        return string.Concat(FilesOf(kind, subject).Select(file => $"=== {file.Path}\n{file.Text}")).Replace(subject.Schema.Document.Sha256, "SHA-256", StringComparison.Ordinal);
    }

    private static IEnumerable<string> TextsIn(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.SelectMany(property => TextsIn(property.Value)),
        JsonArray sequence => sequence.SelectMany(TextsIn),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };
}
