using System.Text;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Turns Markdown of a cell or heading into the text it shows.</summary>
internal static class PlainText
{
    /// <summary>The text without backslash escapes, with single blanks, and without what no text should hold: control
    /// characters and halves of surrogate pairs. Inline code keeps its backticks.</summary>
    public static string Of(string text, TextSpan span)
    {
        var trimmed = Blanks.Trim(text, span);
        var plain = new StringBuilder(trimmed.Length);
        for (var i = trimmed.Start; i < trimmed.End; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < trimmed.End && IsAsciiPunctuation(text[i + 1]))
            {
                plain.Append(text[++i]);
            }
            else if (Blanks.IsBlank(c) || char.IsControl(c))
            {
                if (plain.Length > 0 && plain[plain.Length - 1] != ' ')
                {
                    plain.Append(' ');
                }
            }
            else if (!char.IsSurrogate(c))
            {
                plain.Append(c);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < trimmed.End && char.IsLowSurrogate(text[i + 1]))
            {
                plain.Append(c).Append(text[++i]);
            }
            else
            {
                plain.Append('\uFFFD');
            }
        }

        return plain.ToString().TrimEnd(' ');
    }

    /// <summary>The text of a name or keyword: as <see cref="Of"/>, and without the emphasis or backticks around it.</summary>
    public static string Unwrapped(string text, TextSpan span) => Of(text, UnwrappedSpan(text, span));

    /// <summary>The span without blanks, emphasis and backticks around it.</summary>
    public static TextSpan UnwrappedSpan(string text, TextSpan span)
    {
        var trimmed = Blanks.Trim(text, span);
        while (trimmed.Length > 2 && text[trimmed.Start] is '*' or '`' && text[trimmed.End - 1] == text[trimmed.Start])
        {
            trimmed = Blanks.Trim(text, TextSpan.FromBounds(trimmed.Start + 1, trimmed.End - 1));
        }

        return trimmed;
    }

    private static bool IsAsciiPunctuation(char c)
        => c is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');
}
