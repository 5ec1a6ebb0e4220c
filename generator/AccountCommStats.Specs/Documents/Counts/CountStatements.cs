using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Counts;

/// <summary>Recognizes the places where a document states how many columns there are.</summary>
internal static class CountStatements
{
    private static readonly HashSet<string> _totalKeys = new(StringComparer.Ordinal)
    {
        "total", "columns", "column count", "number of columns", "fields", "field count",
        "total columns", "total column count", "total number of columns", "total fields", "total field count",
    };

    /// <summary>Whether a key, in lower case, announces the number of all columns.</summary>
    public static bool IsTotalKey(string key) => _totalKeys.Contains(key);

    /// <summary>Whether a key says that it speaks of all columns: a plain "columns" may speak of a section's.</summary>
    public static bool IsAboutAll(string key) => key.StartsWith("total", StringComparison.Ordinal);

    /// <summary>The count in a section's heading, as in <c>Email Statistics (15 columns)</c>.</summary>
    public static StatedCount? OfSection(string text, TextSpan heading)
    {
        for (var open = heading.Start; open < heading.End; open++)
        {
            if (text[open] != '(')
            {
                continue;
            }

            var count = StatedCount.TryRead(text, TextSpan.FromBounds(open + 1, heading.End));
            if (count is not null && SaysColumns(WordAfter(text, count.End, heading.End)))
            {
                return count;
            }
        }

        return null;
    }

    /// <summary>The count in a heading such as <c>Total Column Count: 52</c> or <c>Total: 19 columns</c>.</summary>
    public static StatedCount? OfTotal(string text, TextSpan heading)
    {
        var separator = text.IndexOfAny([':', '('], heading.Start, heading.Length);
        if (separator < 0)
        {
            return null;
        }

        var key = PlainText.Of(text, TextSpan.FromBounds(heading.Start, separator)).Trim('*', '_').Trim().ToLowerInvariant();
        return IsAboutAll(key) ? OfTotal(text, key, TextSpan.FromBounds(separator + 1, heading.End)) : null;
    }

    /// <summary>The count in a statement such as <c>**Columns:** 52</c>.</summary>
    public static StatedCount? OfTotal(string text, string key, TextSpan value)
    {
        if (!IsTotalKey(key))
        {
            return null;
        }

        var start = value.Start;
        while (start < value.End && (text[start] == '*' || Blanks.IsBlank(text[start])))
        {
            start++;
        }

        var count = StatedCount.TryRead(text, TextSpan.FromBounds(start, value.End));
        if (count is null || IsSum(text, count.End, value.End))
        {
            return null;
        }

        // A bare "Total" may count anything.
        var unit = WordAfter(text, count.End, value.End);
        return key != "total" || unit.Length == 0 || SaysColumns(unit) ? count : null;
    }

    private static bool SaysColumns(string word) => word is "column" or "columns" or "col" or "cols" or "field" or "fields";

    /// <summary><c>19 + 2 system columns</c> is not 19.</summary>
    private static bool IsSum(string text, int start, int end)
    {
        start = Blanks.SkipForward(text, start, end);
        return start < end && text[start] == '+';
    }

    private static string WordAfter(string text, int start, int end)
    {
        // Longer than any word that is looked for.
        const int longestWord = 10;
        start = Blanks.SkipForward(text, start, end);
        var wordEnd = start;
        while (wordEnd < end && wordEnd - start < longestWord && char.IsLetter(text[wordEnd]))
        {
            wordEnd++;
        }

        return text.Substring(start, wordEnd - start).ToLowerInvariant();
    }
}
