using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Counts;

/// <summary>A number of columns as a document states it: <c>52</c>, <c>~20</c>, <c>18-22</c> or <c>50+</c>.</summary>
/// <param name="Least">The fewest columns that agree with it.</param>
/// <param name="Most">The most columns that agree with it.</param>
/// <param name="Text">As it is written.</param>
/// <param name="End">Offset of the first character after it.</param>
internal sealed record StatedCount(int Least, int Most, string Text, int End)
{
    /// <summary>"About 20" is off when it is off by more than a fifth.</summary>
    private const int Tolerance = 5;

    private const int MostDigits = 7;

    private static readonly string[] _aboutWords = ["about", "approximately", "approx.", "approx", "around", "circa", "ca."];

    /// <summary>Where it is written.</summary>
    public TextSpan Span => TextSpan.FromBounds(End - Text.Length, End);

    /// <summary>Whether a number of columns agrees with the statement.</summary>
    public bool Agrees(int count) => count >= Least && count <= Most;

    /// <summary>Reads the count that stands at the beginning of a span; null if there is none.</summary>
    public static StatedCount? TryRead(string text, TextSpan span)
    {
        var start = Blanks.SkipForward(text, span.Start, span.End);
        var numberStart = SkipAbout(text, start, span.End);
        var isAbout = numberStart > start;
        if (ReadNumber(text, numberStart, span.End, out var end) is not { } number)
        {
            return null;
        }

        var least = isAbout ? number - (number / Tolerance) : number;
        var most = isAbout ? number + (number / Tolerance) : number;
        if (end < span.End && text[end] is '-' or '\u2013' && ReadNumber(text, end + 1, span.End, out var rangeEnd) is { } last)
        {
            most = last;
            end = rangeEnd;
        }
        else if (end < span.End && text[end] == '+')
        {
            most = int.MaxValue;
            end++;
        }

        return new StatedCount(least, most, PlainText.Of(text, TextSpan.FromBounds(start, end)), end);
    }

    private static int SkipAbout(string text, int start, int end)
    {
        if (start < end && text[start] is '~' or '\u2248')
        {
            return Blanks.SkipForward(text, start + 1, end);
        }

        foreach (var word in _aboutWords)
        {
            var isWord = end - start > word.Length
                && string.Compare(text, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
                && Blanks.IsBlank(text[start + word.Length]);
            if (isWord)
            {
                return Blanks.SkipForward(text, start + word.Length, end);
            }
        }

        return start;
    }

    /// <summary>Reads digits, perhaps with commas between the thousands.</summary>
    private static int? ReadNumber(string text, int start, int end, out int numberEnd)
    {
        var number = 0;
        var digits = 0;
        numberEnd = start;
        while (numberEnd < end)
        {
            var isComma = text[numberEnd] == ',' && numberEnd + 1 < end && SqlIdentifier.IsDigit(text[numberEnd + 1]);
            if (!SqlIdentifier.IsDigit(text[numberEnd]) && (digits == 0 || !isComma))
            {
                break;
            }

            if (!isComma && ++digits <= MostDigits)
            {
                number = (number * 10) + (text[numberEnd] - '0');
            }

            numberEnd++;
        }

        return digits is > 0 and <= MostDigits ? number : null;
    }
}
