using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>A heading.</summary>
/// <param name="Level">1 for a title, up to 6.</param>
/// <param name="Text">Its text, without number signs and blanks around it.</param>
/// <param name="Line">Index of its line.</param>
internal sealed record Heading(int Level, TextSpan Text, int Line)
{
    private const int DeepestLevel = 6;

    /// <summary>The heading that a line is, if it is one.</summary>
    public static Heading? TryRead(VisibleText text, int line)
    {
        var span = text.Trim(text.Lines[line]);
        var level = 0;
        while (level < span.Length && text.Text[span.Start + level] == '#')
        {
            level++;
        }

        if (level == 0)
        {
            return TryReadUnderlined(text, line, span);
        }

        var isHeading = level <= DeepestLevel && (level == span.Length || Blanks.IsBlank(text.Text[span.Start + level]));
        return isHeading ? new Heading(level, TrimClosing(text, TextSpan.FromBounds(span.Start + level, span.End)), line) : null;
    }

    /// <summary>A title may also be underlined with equals signs. (Hyphens mostly are a rule, not an underline.)</summary>
    private static Heading? TryReadUnderlined(VisibleText text, int line, TextSpan span)
    {
        if (span.Length == 0 || line + 1 >= text.Lines.Count)
        {
            return null;
        }

        var underline = text.Trim(text.Lines[line + 1]);
        for (var i = underline.Start; i < underline.End; i++)
        {
            if (text.Text[i] != '=')
            {
                return null;
            }
        }

        return underline.Length > 0 && text.Text[span.Start] != '=' ? new Heading(1, span, line) : null;
    }

    /// <summary>Number signs may close a heading as they open it.</summary>
    private static TextSpan TrimClosing(VisibleText text, TextSpan span)
    {
        var trimmed = text.Trim(span);
        var end = trimmed.End;
        while (end > trimmed.Start && text.Text[end - 1] == '#')
        {
            end--;
        }

        var isClosing = end < trimmed.End && (end == trimmed.Start || Blanks.IsBlank(text.Text[end - 1]));
        return isClosing ? text.Trim(TextSpan.FromBounds(trimmed.Start, end)) : trimmed;
    }
}
