using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Finds inline code: a run of backticks up to the next run of the same length.</summary>
internal static class CodeSpans
{
    /// <summary>The inline code of a line, including backticks, in order.</summary>
    /// <remarks>Takes linear time, because one pass from the right finds the closing run of every run.</remarks>
    public static List<TextSpan> Find(string text, TextSpan line)
    {
        var runs = FindRuns(text, line);
        var partners = FindPartners(runs);
        var spans = new List<TextSpan>();
        for (var i = 0; i < runs.Count; i++)
        {
            // A backtick after a backslash is displayed and does not open code.
            if (partners[i] < 0 || IsEscaped(text, line.Start, runs[i].Start))
            {
                continue;
            }

            spans.Add(TextSpan.FromBounds(runs[i].Start, runs[partners[i]].End));
            i = partners[i];
        }

        return spans;
    }

    /// <summary>Whether an odd number of backslashes precedes an offset.</summary>
    public static bool IsEscaped(string text, int lineStart, int offset)
    {
        var backslashes = 0;
        while (offset - backslashes > lineStart && text[offset - backslashes - 1] == '\\')
        {
            backslashes++;
        }

        return backslashes % 2 == 1;
    }

    /// <summary>The code inside its backticks, without surrounding whitespace.</summary>
    public static TextSpan Content(string text, TextSpan span)
    {
        var ticks = 0;
        while (ticks < span.Length && text[span.Start + ticks] == '`')
        {
            ticks++;
        }

        return Whitespace.Trim(text, TextSpan.FromBounds(span.Start + ticks, span.End - ticks));
    }

    private static List<TextSpan> FindRuns(string text, TextSpan line)
    {
        var runs = new List<TextSpan>();
        for (var i = line.Start; i < line.End; i++)
        {
            if (text[i] != '`')
            {
                continue;
            }

            var start = i;
            while (i < line.End && text[i] == '`')
            {
                i++;
            }

            runs.Add(TextSpan.FromBounds(start, i));
        }

        return runs;
    }

    private static int[] FindPartners(List<TextSpan> runs)
    {
        var partners = new int[runs.Count];
        var nextOfLength = new Dictionary<int, int>();
        for (var i = runs.Count - 1; i >= 0; i--)
        {
            partners[i] = nextOfLength.TryGetValue(runs[i].Length, out var next) ? next : -1;
            nextOfLength[runs[i].Length] = i;
        }

        return partners;
    }
}
