using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Counts;

/// <summary>A number of columns as a document states it: <c>52</c>, <c>~20</c>, <c>18-22</c> or <c>50+</c>.</summary>
/// <param name="Minimum">The smallest number of columns that agrees with the count.</param>
/// <param name="Maximum">The largest number of columns that agrees with the count.</param>
/// <param name="Text">The count as displayed.</param>
/// <param name="End">The offset after the count in the displayed text.</param>
internal sealed record StatedCount(int Minimum, int Maximum, string Text, int End)
{
    /// <summary>"About 20" may be wrong by 20 divided by this number.</summary>
    private const int Tolerance = 5;

    private const int MaximumDigits = 7;

    private static readonly string[] AboutWords = ["about", "approximately", "approx.", "approx", "around", "circa", "ca."];

    /// <summary>
    /// The span of the digits, excluding a word such as "about" before them; null if markup such as emphasis separates the digits.
    /// </summary>
    public TextSpan? Digits { get; private init; }

    /// <summary>The word after the count; empty if there is none.</summary>
    public string Unit { get; private init; } = "";

    /// <summary>The span of <see cref="Unit"/>; null if markup separates its letters.</summary>
    public TextSpan? UnitSpan { get; private init; }

    /// <summary>Whether a number of columns agrees with the statement.</summary>
    public bool Agrees(int count) => count >= Minimum && count <= Maximum;

    /// <summary>Reads the count at an offset; null if there is none.</summary>
    public static StatedCount? TryRead(InlineText inline, int from)
    {
        var text = inline.Text;
        var start = SkipWhitespace(text, from);
        var numberStart = SkipAbout(text, start);
        var isAbout = numberStart > start;
        if (ReadNumber(text, numberStart, out var end) is not { } number)
        {
            return null;
        }

        var minimum = isAbout ? number - (number / Tolerance) : number;
        var maximum = isAbout ? number + (number / Tolerance) : number;
        if (end < text.Length && text[end] is '-' or '\u2013' && ReadNumber(text, end + 1, out var rangeEnd) is { } last)
        {
            maximum = last;
            end = rangeEnd;
        }
        else if (end < text.Length && text[end] == '+')
        {
            maximum = int.MaxValue;
            end++;
        }

        var unit = SkipWhitespace(text, end);
        var unitEnd = unit;
        while (unitEnd < text.Length && char.IsLetter(text[unitEnd]))
        {
            unitEnd++;
        }

        return new StatedCount(minimum, maximum, text.Substring(start, end - start), end)
        {
            Digits = inline.WrittenSpanOf(numberStart, end - numberStart),
            Unit = text.Substring(unit, unitEnd - unit),
            UnitSpan = inline.WrittenSpanOf(unit, unitEnd - unit),
        };
    }

    private static int SkipWhitespace(string text, int start) => start < text.Length && text[start] == ' ' ? start + 1 : start;

    private static int SkipAbout(string text, int start)
    {
        if (start < text.Length && text[start] is '~' or '\u2248')
        {
            return SkipWhitespace(text, start + 1);
        }

        foreach (var word in AboutWords)
        {
            var end = start + word.Length;
            if (end < text.Length && text[end] == ' ' && string.Compare(text, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return end + 1;
            }
        }

        return start;
    }

    /// <summary>Reads digits, optionally with thousands separators.</summary>
    private static int? ReadNumber(string text, int start, out int end)
    {
        var number = 0;
        var digits = 0;
        end = start;
        while (end < text.Length)
        {
            var isComma = text[end] == ',' && end + 1 < text.Length && SqlIdentifier.IsDigit(text[end + 1]);
            if (!SqlIdentifier.IsDigit(text[end]) && (digits == 0 || !isComma))
            {
                break;
            }

            if (!isComma && ++digits <= MaximumDigits)
            {
                number = (number * 10) + (text[end] - '0');
            }

            end++;
        }

        return digits is > 0 and <= MaximumDigits ? number : null;
    }
}
