using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>A heading.</summary>
/// <param name="Level">1 for a title, up to 6.</param>
/// <param name="Text">Its text, without surrounding number signs and whitespace.</param>
/// <param name="Line">Index of its first line.</param>
internal sealed record Heading(int Level, TextSpan Text, int Line)
{
    private const int DeepestLevel = 6;

    /// <summary>Whether the heading is underlined. Its text may then also be meant as a statement above a horizontal rule.</summary>
    public bool IsUnderlined => LastLine > Line;

    /// <summary>Index of its last line.</summary>
    public int LastLine { get; private init; } = Line;

    /// <summary>The heading that begins on a line; null if there is none.</summary>
    public static Heading? TryRead(VisibleText text, int line)
    {
        var block = text.BlockOf(line);
        if (block.Heading == 0)
        {
            return null;
        }

        if (block.Paragraph > 0)
        {
            return TryReadUnderlined(text, line, block);
        }

        var span = text.Trim(text.Lines[line]);
        return new Heading(block.Heading, TrimClosing(text, TextSpan.FromBounds(span.Start + block.Heading, span.End)), line);
    }

    /// <summary>The heading level of a line that starts with a non-blank character; 0 if it is not a heading.</summary>
    public static int LevelOf(string text, TextSpan line)
    {
        var level = 0;
        while (level < line.Length && text[line.Start + level] == '#')
        {
            level++;
        }

        return level <= DeepestLevel && (level == line.Length || Whitespace.IsBlank(text[line.Start + level])) ? level : 0;
    }

    private static Heading? TryReadUnderlined(VisibleText text, int line, LineBlock block)
    {
        if (line > 0 && text.BlockOf(line - 1).Paragraph == block.Paragraph)
        {
            return null;
        }

        var underline = line + 1;
        while (underline + 1 < text.Lines.Count && text.BlockOf(underline + 1).Paragraph == block.Paragraph)
        {
            underline++;
        }

        var span = text.Trim(TextSpan.FromBounds(text.Lines[line].Start, text.Lines[underline - 1].End));
        return new Heading(block.Heading, span, line) { LastLine = underline };
    }

    /// <summary>Removes the number signs that may close a heading.</summary>
    private static TextSpan TrimClosing(VisibleText text, TextSpan span)
    {
        var trimmed = text.Trim(span);
        var end = trimmed.End;
        while (end > trimmed.Start && text.Text[end - 1] == '#')
        {
            end--;
        }

        var isClosing = end < trimmed.End && (end == trimmed.Start || Whitespace.IsBlank(text.Text[end - 1]));
        return isClosing ? text.Trim(TextSpan.FromBounds(trimmed.Start, end)) : trimmed;
    }
}
