using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Defines blank characters: whitespace, including no-break spaces, and zero-width characters.</summary>
internal static class Whitespace
{
    /// <summary>Whether a character is blank.</summary>
    public static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u2060' or '\uFEFF';

    /// <summary>Whether a span is entirely blank.</summary>
    public static bool IsBlank(string text, TextSpan span) => Trim(text, span).Length == 0;

    /// <summary>The span without surrounding whitespace; an empty span at its start if it is blank.</summary>
    public static TextSpan Trim(string text, TextSpan span)
    {
        var start = SkipForward(text, span.Start, span.End);
        if (start == span.End)
        {
            return new TextSpan(span.Start, 0);
        }

        var end = span.End;
        while (IsBlank(text[end - 1]))
        {
            end--;
        }

        return TextSpan.FromBounds(start, end);
    }

    /// <summary>The first offset from <paramref name="start"/> that is not blank, or <paramref name="end"/>.</summary>
    public static int SkipForward(string text, int start, int end)
    {
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        return start;
    }
}
