using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Recognizes lines of hyphens, equals signs, asterisks and underscores: underlines of headings, and horizontal rules.</summary>
internal static class Underline
{
    private const int MinimumMarksOfRule = 3;

    /// <summary>The level of the heading that the line underlines; 0 if it does not look like an underline.</summary>
    public static int LevelOf(string text, TextSpan line)
    {
        var mark = text[line.Start];
        var end = line.Start;
        while (end < line.End && text[end] == mark)
        {
            end++;
        }

        var isUnderline = mark is '=' or '-' && Whitespace.SkipForward(text, end, line.End) == line.End;
        return !isUnderline ? 0 : mark == '=' ? 1 : 2;
    }

    /// <summary>Whether the line is a horizontal rule.</summary>
    public static bool IsRule(string text, TextSpan line)
    {
        var mark = text[line.Start];
        var marks = 0;
        for (var i = line.Start; i < line.End; i++)
        {
            if (text[i] == mark)
            {
                marks++;
            }
            else if (text[i] is not (' ' or '\t'))
            {
                return false;
            }
        }

        return mark is '*' or '-' or '_' && marks >= MinimumMarksOfRule;
    }
}
