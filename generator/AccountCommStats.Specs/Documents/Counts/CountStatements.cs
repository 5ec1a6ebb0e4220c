using AccountCommStats.Specs.Documents.Markdown;

namespace AccountCommStats.Specs.Documents.Counts;

/// <summary>Recognizes the statements of a document about its number of columns.</summary>
/// <remarks>A number that may count something else is ignored: a wrong count is reported only if it is clearly about columns.</remarks>
internal static class CountStatements
{
    private static readonly HashSet<string> TotalKeys = new(StringComparer.Ordinal)
    {
        "total", "grand total", "overall total", "columns", "column count", "number of columns", "fields", "field count", "number of fields",
        "total columns", "total column count", "total number of columns", "total fields", "total field count",
    };

    /// <summary>Words that may follow a bare number: <c>52 in total</c>.</summary>
    private static readonly HashSet<string> TotalWords = new(StringComparer.OrdinalIgnoreCase) { "in", "total", "overall", "altogether", "across" };

    /// <summary>Whether a key, in lower case, introduces a number of columns.</summary>
    public static bool IsTotalKey(string key) => TotalKeys.Contains(key);

    /// <summary>Whether a key is explicitly about all columns; a plain "columns" may mean only the columns of a section.</summary>
    public static bool IsAboutAll(string key) => IsTotalKey(key) && key.Contains("total");

    /// <summary>The count in a section's heading, as in <c>Email Statistics (15 columns)</c> or <c>Email: 15 columns</c>.</summary>
    public static StatedCount? OfSection(InlineText heading)
    {
        var firstSeparator = -1;
        for (var i = 0; i < heading.Text.Length; i++)
        {
            firstSeparator = firstSeparator < 0 && SeparatorEnd(heading.Text, i) is not null ? i : firstSeparator;
            if (SeparatorEnd(heading.Text, i) is not { } start || StatedCount.TryRead(heading, start) is not { } count)
            {
                continue;
            }

            var isBare = count.Unit.Length == 0 && i == firstSeparator && IsTotalKey(KeyBefore(heading.Text, i)) && IsAlone(heading.Text, count);
            if (SaysColumns(count.Unit) || isBare)
            {
                return count;
            }
        }

        return null;
    }

    /// <summary>The count in a heading such as <c>Total Column Count: 52</c> or <c>Total: 19 columns</c>.</summary>
    public static StatedCount? OfTotal(InlineText heading)
    {
        var separator = Enumerable.Range(0, heading.Text.Length).FirstOrDefault(i => SeparatorEnd(heading.Text, i) is not null);
        var key = KeyBefore(heading.Text, separator);
        return IsAboutAll(key) ? OfTotal(key, heading, SeparatorEnd(heading.Text, separator)!.Value) : null;
    }

    /// <summary>The count in a statement such as <c>**Columns:** 52</c>.</summary>
    /// <param name="key">The key, in lower case.</param>
    /// <param name="value">The text that holds the value.</param>
    /// <param name="start">The offset at which the value begins.</param>
    public static StatedCount? OfTotal(string key, InlineText value, int start = 0)
    {
        if (!IsTotalKey(key) || StatedCount.TryRead(value, start) is not { } count || IsSum(value.Text, count))
        {
            return null;
        }

        // A total that does not mention columns or fields, as in "Total: 52", may count anything.
        var isOfAnything = !key.Contains("column") && !key.Contains("field");
        return SaysColumns(count.Unit) || (count.Unit.Length == 0 && IsAlone(value.Text, count)) || (!isOfAnything && TotalWords.Contains(count.Unit))
            ? count
            : null;
    }

    private static bool SaysColumns(string word) => word.ToLowerInvariant() is "column" or "columns" or "col" or "cols" or "field" or "fields";

    private static string KeyBefore(string text, int separator) => text.Substring(0, separator).Trim().ToLowerInvariant();

    /// <summary>
    /// The offset after a separator, where a count may begin. Separators are colons, commas, pipes, opening brackets, and dashes between
    /// spaces.
    /// </summary>
    private static int? SeparatorEnd(string text, int i) => text[i] switch
    {
        ':' or '(' or '[' or ',' or '|' => i + 1,
        '-' or '\u2013' or '\u2014' when i > 0 && i + 1 < text.Length && text[i - 1] == ' ' && text[i + 1] == ' ' => i + 1,
        _ => null,
    };

    /// <summary>Whether a number stands alone, unlike those in <c>3.5</c>, <c>50%</c>, <c>3rd</c> or a date.</summary>
    private static bool IsAlone(string text, StatedCount count)
    {
        var rest = text.Substring(count.End);
        return rest.Length == 0
            || rest[0] is '(' or ')' or ']' or ',' or ';'
            || (rest[0] == '.' && (rest.Length == 1 || rest[1] == ' '))
            || (rest.Length > 1 && rest[0] == ' ' && rest[1] is '(' or '-' or '\u2013' or '\u2014' or ',' or ';' or '|');
    }

    /// <summary>Whether a count is part of a sum, such as <c>19 + 2 system columns</c> or <c>19 columns + 2</c>.</summary>
    private static bool IsSum(string text, StatedCount count)
    {
        var rest = text.Substring(count.End).TrimStart();
        return rest.StartsWith("+", StringComparison.Ordinal) || rest.Substring(count.Unit.Length <= rest.Length ? count.Unit.Length : 0).TrimStart().StartsWith("+", StringComparison.Ordinal);
    }
}
