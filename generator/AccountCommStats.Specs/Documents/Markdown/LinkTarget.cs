namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Recognizes the destination of a link, in parentheses and optionally with a title.</summary>
internal static class LinkTarget
{
    /// <summary>
    /// The maximum nesting depth of parentheses in a destination, which limits the search for its end. CommonMark allows such a limit;
    /// its reference implementation also uses 32.
    /// </summary>
    private const int MaximumParentheses = 32;

    /// <summary>The offset after the destination that begins with a parenthesis at <paramref name="start"/>; -1 if there is none.</summary>
    public static int End(string text, int start, int end)
    {
        if (start >= end || text[start] != '(')
        {
            return -1;
        }

        var i = Whitespace.SkipForward(text, start + 1, end);
        i = i < end && text[i] == '<' ? BracketedEnd(text, i + 1, end) : BareEnd(text, i, end);
        if (i < 0)
        {
            return -1;
        }

        var titleStart = Whitespace.SkipForward(text, i, end);
        if (titleStart > i && titleStart < end && text[titleStart] is '"' or '\'' or '(')
        {
            titleStart = TitleEnd(text, titleStart, end);
        }

        var close = titleStart < 0 ? end : Whitespace.SkipForward(text, titleStart, end);
        return close < end && text[close] == ')' ? close + 1 : -1;
    }

    private static int BracketedEnd(string text, int start, int end)
    {
        for (var i = start; i < end && text[i] is not ('<' or '\r' or '\n'); i++)
        {
            if (text[i] == '>')
            {
                return i + 1;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return -1;
    }

    private static int BareEnd(string text, int start, int end)
    {
        var depth = 0;
        var i = start;
        for (; i < end && !Whitespace.IsBlank(text[i]) && !char.IsControl(text[i]); i++)
        {
            if (text[i] == '\\' && i + 1 < end && !Whitespace.IsBlank(text[i + 1]))
            {
                i++;
            }
            else if (text[i] == '(')
            {
                if (++depth > MaximumParentheses)
                {
                    return -1;
                }
            }
            else if (text[i] == ')' && --depth < 0)
            {
                break;
            }
        }

        return depth > 0 ? -1 : i;
    }

    private static int TitleEnd(string text, int start, int end)
    {
        var close = text[start] == '(' ? ')' : text[start];
        for (var i = start + 1; i < end; i++)
        {
            if (text[i] == close)
            {
                return i + 1;
            }

            if (text[i] == '(' && close == ')')
            {
                return -1;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return -1;
    }
}
