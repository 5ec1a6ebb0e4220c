using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>The opening of fenced code: at least three backticks or tildes.</summary>
/// <param name="Mark">The backtick or tilde.</param>
/// <param name="Length">The number of marks.</param>
internal sealed record Fence(char Mark, int Length)
{
    private const int MinimumMarks = 3;

    /// <summary>The fence that a line opens; null if it opens none.</summary>
    public static Fence? TryOpen(string text, TextSpan line)
    {
        var start = Whitespace.SkipForward(text, line.Start, line.End);
        if (start == line.End || text[start] is not ('`' or '~'))
        {
            return null;
        }

        var mark = text[start];
        var end = SkipMarks(text, start, line.End, mark);
        if (end - start < MinimumMarks)
        {
            return null;
        }

        // Backticks do not open a fence if more backticks follow on the same line: they are inline code.
        var isInlineCode = mark == '`' && text.IndexOf('`', end, line.End - end) >= 0;
        return isInlineCode ? null : new Fence(mark, end - start);
    }

    /// <summary>Whether a line ends the code.</summary>
    public bool IsClosedBy(string text, TextSpan line)
    {
        var start = Whitespace.SkipForward(text, line.Start, line.End);
        var end = SkipMarks(text, start, line.End, Mark);
        return end - start >= Length && Whitespace.SkipForward(text, end, line.End) == line.End;
    }

    private static int SkipMarks(string text, int start, int end, char mark)
    {
        while (start < end && text[start] == mark)
        {
            start++;
        }

        return start;
    }
}
