using Snapshooter;
using Snapshooter.Xunit;

namespace AccountCommStats.Tests.Papers;

/// <summary>Every sentence of the product, recorded for review: messages of rules and exceptions, remarks, help.</summary>
public sealed class MessageTests
{
    public static TheoryData<string> Projects { get; } =
    [
        "generator/AccountCommStats.Specs", "generator/AccountCommStats.Generator", "src/AccountCommStats.Exporting", "src/AccountCommStats",
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Sentences_are_those_that_were_reviewed(string project)
        => Snapshot.Match(
            string.Concat(
                from file in Repository.Files
                where file.StartsWith(project + "/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)
                let sentences = ProductText.SentencesOf(Repository.ReadText(file)).ToList()
                where sentences.Count > 0
                select $"## {file[(project.Length + 1)..]}\n{string.Concat(sentences.Select(sentence => $"- {sentence}\n"))}\n"),
            SnapshotNameExtension.Create(Path.GetFileName(project)));
}
