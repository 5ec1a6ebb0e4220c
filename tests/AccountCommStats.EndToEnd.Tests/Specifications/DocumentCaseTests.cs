using System.Text;
using AccountCommStats.Specifications;
using AccountCommStats.Specifications.Fixing;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Testing;
using Snapshooter.Xunit;

namespace AccountCommStats.EndToEnd.Tests.Specifications;

/// <summary>Documents that were once misread silently. The way each is now read, reported and fixed must match its reviewed snapshot.</summary>
public sealed class DocumentCaseTests
{
    private static readonly string Folder = Repository.PathOf("tests", "AccountCommStats.EndToEnd.Tests", "Specifications", "Cases");

    public static TheoryData<string> Documents { get; } = [.. Directory.GetFiles(Folder, "*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Is_read_reported_and_fixed_as_reviewed(string document) => Snapshot.Match(Describe(document), $"DocumentCase.{document}");

    [Theory]
    [MemberData(nameof(Documents))]
    public void Is_fixed_once(string document)
    {
        if (TryRead(document, out _) is { } file)
        {
            var once = DocumentFix.Of(file, alignAll: false);

            Assert.Equal(once, DocumentFix.Of(file with { Text = once }, alignAll: false));
        }
    }

    private static string Describe(string document)
    {
        if (TryRead(document, out var fault) is not { } file)
        {
            return fault;
        }

        var text = new StringBuilder();
        var reading = DocumentReader.Read(file);
        if (reading.Document is { } read)
        {
            text.Append($"{read.Name}, key {string.Join(" + ", read.Key.Select(column => column.Value))}\n");
            foreach (var column in read.Columns)
            {
                text.Append($"  {column.Name.Value} {column.Type.Value}{(column.IsNullable.Value ? "" : " not null")} | {column.Description} | {column.Source.Value.Text}\n");
            }
        }

        foreach (var finding in reading.Findings)
        {
            text.Append($"{finding.Location.Start.Line + 1}:{finding.Location.Start.Column + 1} {finding.Rule.Id}: {finding.Message}\n");
        }

        var lines = file.Text.Split('\n');
        var changed = DocumentFix.Of(file, alignAll: false).Split('\n');
        foreach (var (before, after) in lines.Zip(changed).Where(pair => pair.First != pair.Second))
        {
            text.Append($"- {before}\n+ {after}\n");
        }

        Assert.Equal(lines.Length, changed.Length);
        return text.ToString();
    }

    private static SourceFile? TryRead(string document, out string fault)
    {
        try
        {
            fault = "";
            return new SourceFile($"{document}.md", DocumentText.Read(Path.Combine(Folder, $"{document}.md")).Text);
        }
        catch (AccountCommStats.CommandLine.SpecificationException exception)
        {
            fault = exception.Message.Replace(Folder, "", StringComparison.Ordinal);
            return null;
        }
    }
}
