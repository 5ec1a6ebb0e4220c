using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Replaces comments within a line with spaces.</summary>
internal sealed class InlineComments(string text, char[] visible)
{
    private const string Start = "<!--";
    private const string End = "-->";

    /// <summary>Hides the comments that both begin and end on this line, except in inline code.</summary>
    public void Hide(TextSpan line)
    {
        var start = IndexOf(Start, line.Start, line.End);
        if (start < 0)
        {
            return;
        }

        var code = CodeSpans.Find(text, line);
        var nextCode = 0;
        while (start >= 0)
        {
            while (nextCode < code.Count && code[nextCode].End <= start)
            {
                nextCode++;
            }

            if (nextCode < code.Count && code[nextCode].Start < start)
            {
                start = IndexOf(Start, code[nextCode].End, line.End);
                continue;
            }

            var end = IndexOf(End, start + 2, line.End);
            if (end < 0)
            {
                return;
            }

            for (var i = start; i < end + End.Length; i++)
            {
                visible[i] = ' ';
            }

            start = IndexOf(Start, end + End.Length, line.End);
        }
    }

    private int IndexOf(string mark, int from, int end)
        => from >= end ? -1 : text.IndexOf(mark, from, end - from, StringComparison.Ordinal);
}
