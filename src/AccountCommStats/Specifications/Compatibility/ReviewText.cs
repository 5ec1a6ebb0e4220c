using AccountCommStats.Exporting.Errors;
using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Compatibility;

/// <summary>A review for people: a line for each change, the most severe first.</summary>
internal static class ReviewText
{
    /// <summary>The lines of a review.</summary>
    public static IEnumerable<string> Lines(CompatibilityReview review)
    {
        foreach (var change in review.Changes.OrderBy(Rank))
        {
            yield return Line(GetVerdict(change), change.Finding);
            if (change.Waiver is { } waiver)
            {
                yield return TerminalText.Of($"            waived until {waiver.Expires:yyyy-MM-dd}: {waiver.Reason}");
            }
        }

        foreach (var problem in review.Problems)
        {
            yield return Line(FindingLines.SeverityOf(problem), problem);
        }
    }

    /// <summary>What a change means to customers, in a word.</summary>
    public static string GetVerdict(CompatibilityChange change) => change switch
    {
        { Waiver: not null } => "waived",
        { Finding.Severity: Severity.Error } => "breaking",
        { Finding.Severity: Severity.Warning } => "risky",
        _ => "compatible",
    };

    private static int Rank(CompatibilityChange change) => change.Waiver is not null ? 3 : Severity.Error - change.Finding.Severity;

    private static string Line(string word, Finding finding)
    {
        var place = finding.Location.Start;
        return TerminalText.Of($"{word,-10}  {finding.Rule.Id}  {finding.Location.File.Path}:{place.Line + 1}:{place.Column + 1}  {finding.Message}");
    }
}
