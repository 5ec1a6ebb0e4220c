using System.Text.RegularExpressions;
using AccountCommStats.Testing;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AccountCommStats.Tests.Papers;

/// <summary>Everything that the repository's documents link to or name as code exists.</summary>
public sealed partial class DocumentLinkTests
{
    private static readonly MarkdownPipeline Pipeline
        = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    /// <summary>Every Markdown document that is not a test's input.</summary>
    public static TheoryData<string> Documents { get; } = [.. Repository.Files
        .Where(path => path.EndsWith(".md", StringComparison.Ordinal))
        .Where(path => !path.StartsWith("tests/", StringComparison.Ordinal) || path == "tests/AccountCommStats.Benchmarks/README.md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_to_nothing_that_is_not_there(string document)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        var broken = Markdown.Parse(File.ReadAllText(Repository.PathOf(document)), Pipeline)
            .Descendants<LinkInline>()
            .Select(link => link.Url!)
            .Where(url => !url.Contains("://", StringComparison.Ordinal) && !IsThere(folder, document, Uri.UnescapeDataString(url)));

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/glossary.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Names_no_type_folder_or_file_that_is_not_there(string document)
    {
        var files = Repository.Files;
        var types = files
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(path => TypeName().Matches(File.ReadAllText(Repository.PathOf(path))).Select(match => match.Groups[1].Value))
            .Concat(files.SelectMany(path => path.Split('/')[..^1]))
            .ToHashSet();
        var names = Markdown.Parse(File.ReadAllText(Repository.PathOf(document)), Pipeline).Descendants<CodeInline>().Select(code => code.Content).ToList();

        Assert.DoesNotContain(names, name => PlainTypeName().IsMatch(name) && !types.Contains(name.Split('.')[0]));
        Assert.DoesNotContain(names, name => PlainFileName().IsMatch(name) && !files.Any(file => file.EndsWith("/" + name, StringComparison.Ordinal) || file == name));
    }

    private static bool IsThere(string folder, string document, string url)
    {
        var parts = url.Split('#');
        var path = parts[0].Length == 0 ? Repository.PathOf(document) : Path.GetFullPath(Path.Combine(folder, parts[0]));
        return Path.Exists(path) && (parts.Length == 1 || Anchors(path).Contains(parts[1]));
    }

    private static IEnumerable<string?> Anchors(string path)
        => Markdown.Parse(File.ReadAllText(path), Pipeline).Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id);

    [GeneratedRegex(@"\b(?:class|record|record struct|struct|interface|enum) ([A-Z]\w+)")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^I?[A-Z][a-z]\w+(\.[A-Z]\w+)?$")]
    private static partial Regex PlainTypeName();

    [GeneratedRegex(@"^[\w./]+\.(cs|md|sh|props)$")]
    private static partial Regex PlainFileName();
}
