using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountCommStats.Exporting.Sources;

/// <summary>Traces a place in a composed query back to the file of the specification that it comes from.</summary>
internal static partial class QueryPlace
{
    private const int MaximumCharactersOfExcerpt = 80;
    private const string Outermost = "\n)\nselect";

    /// <summary>
    /// The beginning of a message: the file, line and text at a position. Empty if the position is outside the text, or if no part of the
    /// query comes from a file.
    /// </summary>
    /// <param name="sent">The text that was sent.</param>
    /// <param name="position">The position in it, from 0.</param>
    public static string Of(string sent, int position)
    {
        if (position < 0 || position >= sent.Length)
        {
            return "";
        }

        var before = sent.AsSpan(0, position);
        var start = before.LastIndexOf('\n') + 1;
        var end = sent.IndexOf('\n', position);
        var line = sent[start..(end < 0 ? sent.Length : end)].Trim();
        var excerpt = line.Length > MaximumCharactersOfExcerpt ? line[..MaximumCharactersOfExcerpt] + "..." : line;
        var openings = Opening().Matches(sent);

        // The outermost SELECT comes from no file, but it names the relation that supplies each column.
        var isOutermost = position > sent.LastIndexOf(Outermost, StringComparison.Ordinal);
        var opening = isOutermost
            ? openings.LastOrDefault(match => line.Contains(match.Groups["name"].Value + ".", StringComparison.Ordinal))
            : openings.LastOrDefault(match => match.Index + match.Length < position);
        if (opening is null)
        {
            return openings.Count == 0 ? "" : $"at '{excerpt}': ";
        }

        var first = int.Parse(opening.Groups["line"].ValueSpan, CultureInfo.InvariantCulture);
        var number = isOutermost ? "" : $", line {first + before[(opening.Index + opening.Length)..].Count('\n') - 1}";
        return $"in {opening.Groups["file"].Value}{number}, at '{excerpt}': ";
    }

    /// <summary>Like <c>Of</c>, for an error message of DuckDB, which contains a line number instead of a position.</summary>
    public static string OfMessage(string sent, string message)
    {
        var position = 0;
        var number = QuotedLine().Match(message) is { Success: true } quoted ? int.Parse(quoted.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        for (var line = 1; line < number && position >= 0; line++)
        {
            position = sent.IndexOf('\n', position) + 1;
        }

        return number == 0 ? "" : Of(sent, position);
    }

    [GeneratedRegex(@"^(?:with )?(?<name>\S.*) as (?:not materialized )?\( -- (?<file>.+), line (?<line>\d+)$", RegexOptions.Multiline)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^LINE (\d+):", RegexOptions.Multiline)]
    private static partial Regex QuotedLine();
}
