using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Recognizes HTML tags as CommonMark does.</summary>
internal static class HtmlTag
{
    /// <summary>The offset after a complete opening or closing tag; -1 if none begins at <paramref name="start"/>.</summary>
    public static int End(string text, int start, int end)
    {
        var i = start + 1;
        var isClosing = i < end && text[i] == '/';
        i += isClosing ? 1 : 0;
        if (i >= end || text[start] != '<' || !SqlIdentifier.IsLetter(text[i]))
        {
            return -1;
        }

        i = SkipName(text, i, end);
        while (!isClosing && TrySkipAttribute(text, ref i, end))
        {
        }

        i = SkipSpaces(text, i, end);
        i += !isClosing && i < end && text[i] == '/' ? 1 : 0;
        return i < end && text[i] == '>' ? i + 1 : -1;
    }

    /// <summary>The tag's name in lower case, after <c>&lt;</c> or <c>&lt;/</c>; empty if there is none.</summary>
    public static string Name(string text, int start, int end)
    {
        // Longer than any known name.
        const int longestName = 12;
        var nameStart = start + (start + 1 < end && text[start + 1] == '/' ? 2 : 1);
        var nameEnd = nameStart;
        while (nameEnd < end && nameEnd - nameStart <= longestName && IsNameCharacter(text[nameEnd]))
        {
            nameEnd++;
        }

        return nameEnd > nameStart ? text.Substring(nameStart, nameEnd - nameStart).ToLowerInvariant() : "";
    }

    private static bool TrySkipAttribute(string text, ref int position, int end)
    {
        var i = SkipSpaces(text, position, end);
        if (i == position || i >= end || !(SqlIdentifier.IsLetter(text[i]) || text[i] is '_' or ':'))
        {
            return false;
        }

        while (i < end && (IsNameCharacter(text[i]) || text[i] is '_' or ':' or '.'))
        {
            i++;
        }

        position = i;
        i = SkipSpaces(text, i, end);
        if (i >= end || text[i] != '=')
        {
            return true;
        }

        i = SkipSpaces(text, i + 1, end);
        var valueEnd = ValueEnd(text, i, end);
        position = valueEnd > i ? valueEnd : position;
        return valueEnd > i;
    }

    private static int ValueEnd(string text, int start, int end)
    {
        if (start < end && text[start] is '"' or '\'')
        {
            var close = text.IndexOf(text[start], start + 1, end - start - 1);
            return close < 0 ? -1 : close + 1;
        }

        var i = start;
        while (i < end && text[i] is not (' ' or '\t' or '\r' or '\n' or '"' or '\'' or '=' or '<' or '>' or '`'))
        {
            i++;
        }

        return i;
    }

    private static int SkipName(string text, int start, int end)
    {
        while (start < end && IsNameCharacter(text[start]))
        {
            start++;
        }

        return start;
    }

    private static int SkipSpaces(string text, int start, int end)
    {
        while (start < end && text[start] is ' ' or '\t' or '\r' or '\n')
        {
            start++;
        }

        return start;
    }

    private static bool IsNameCharacter(char c) => SqlIdentifier.IsLetter(c) || SqlIdentifier.IsDigit(c) || c == '-';
}
