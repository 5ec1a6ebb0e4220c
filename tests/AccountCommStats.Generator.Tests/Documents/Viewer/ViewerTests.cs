using System.Globalization;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Tests.Documents.Viewer;

/// <summary>What is read is what a Markdown viewer shows, except for the differences in docs/reading-markdown.md.</summary>
public class ViewerTests
{
    /// <summary>The usual number of documents, which takes about five seconds. ACSTATS_SOAK_DOCUMENTS sets another number.</summary>
    private const int Sample = 3_000;

    private static readonly int _count = Setting("ACSTATS_SOAK_DOCUMENTS", Sample);
    private static readonly int _seed = Setting("ACSTATS_SOAK_SEED", 1);

    [Fact]
    public void No_row_that_a_viewer_shows_is_lost_and_every_disagreement_is_a_named_one()
    {
        var differences = Differences.Documented();
        var seen = new HashSet<string>();
        var unnamed = new List<string>();
        var shown = 0;
        for (var i = 0; i < _count; i++)
        {
            var text = new RandomDocument(_seed + i).Write();
            var viewed = ViewedDocument.RowsOf(text);
            var reading = DocumentReader.Read(new SourceFile("spec/random.md", text));
            shown += viewed.Count;
            foreach (var difference in Differences.Of(text, viewed, reading))
            {
                if (differences.Contains(difference.Name))
                {
                    seen.Add(difference.Name);
                }
                else
                {
                    unnamed.Add($"seed {_seed + i}, {difference.Column}: {difference.Name}\n{text}");
                }
            }
        }

        Assert.True(unnamed.Count == 0, $"{unnamed.Count} of {shown} rows:\n{string.Join('\n', unnamed.Take(3))}");

        // If the documents had no tables, the comparison would pass without comparing anything.
        Assert.InRange(shown, _count, int.MaxValue);
        Assert.InRange(seen.Count, differences.Count - 1, differences.Count);
    }

    private static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
