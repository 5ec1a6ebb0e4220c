using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>A statement such as <c>**Grain:** Account</c>. A line may have several.</summary>
/// <param name="Key">The key in lower case, without emphasis and colon.</param>
/// <param name="KeySpan">The span of the key.</param>
/// <param name="Value">The value without surrounding whitespace; empty if there is none.</param>
internal sealed record MetadataLine(string Key, TextSpan KeySpan, TextSpan Value)
{
    /// <summary>The maximum length of a key; longer text before a colon is not a key.</summary>
    public const int LongestKey = 40;

    /// <summary>The maximum number of emphasis marks after a value.</summary>
    public const int MaximumMarks = 3;

    /// <summary>Whether the key is bold; the line then certainly begins a statement.</summary>
    public bool IsEmphasized { get; init; }

    /// <summary>Whether the key is a heading.</summary>
    public bool IsHeading { get; init; }

    /// <summary>The list items or short paragraphs below the statement.</summary>
    public IReadOnlyList<TextSpan> Items { get; init; } = [];

    /// <summary>The statements of a line: from each bold key to the next, or the whole line if the key is not bold.</summary>
    public static IEnumerable<MetadataLine> Read(VisibleText text, TextSpan line)
    {
        var span = SkipListMarker(text, text.Trim(line));
        if (span.Length == 0 || text.Text[span.Start] == '|' || !text.Contains(span, ':'))
        {
            return [];
        }

        var keys = FindBoldKeys(text.Text, span);
        if (keys.Count > 0)
        {
            return keys.Select((key, i) =>
                Create(text, key.Key, key.End, i + 1 < keys.Count ? keys[i + 1].Start : span.End) with { IsEmphasized = true });
        }

        var colon = text.Text.IndexOf(':', span.Start, Math.Min(span.Length, LongestKey + 1));
        return colon > span.Start ? [Create(text, TextSpan.FromBounds(span.Start, colon), colon + 1, span.End)] : [];
    }

    private static MetadataLine Create(VisibleText text, TextSpan key, int valueStart, int valueEnd)
    {
        var value = text.Trim(TextSpan.FromBounds(valueStart, valueEnd));

        // In **Columns: 52**, the closing marks follow the value. If another key comes next, a separator may also follow the value.
        var end = value.End;
        while (end > value.Start && text.Text[end - 1] is '*' or '|' or '\u00B7' or '\\')
        {
            end--;
        }

        var keySpan = text.Trim(key);
        var start = value.Start;
        while (start < end && keySpan.Length > 0 && text.Text[keySpan.Start] is '*' or '_' && text.Text[start] == text.Text[keySpan.Start])
        {
            // In *Grain:* Account, the closing mark follows the colon.
            start++;
        }

        var name = PlainText.Unwrapped(text.Text, keySpan).Trim('*', '_').ToLowerInvariant();
        return new MetadataLine(name, keySpan, text.Trim(TextSpan.FromBounds(start, end)));
    }

    private static List<(int Start, TextSpan Key, int End)> FindBoldKeys(string text, TextSpan line)
    {
        var keys = new List<(int, TextSpan, int)>();
        for (var start = IndexOfBold(text, line.Start, line.End); start >= 0;)
        {
            var keyStart = start + 2;
            var close = text.IndexOf(text.Substring(start, 2), keyStart, line.End - keyStart, StringComparison.Ordinal);
            if (close < 0)
            {
                start = IndexOfBold(text, keyStart, line.End);
                continue;
            }

            var colon = text.IndexOf(':', keyStart, Math.Min(close - keyStart, LongestKey));
            if (colon >= 0)
            {
                // The value follows the closing marks in **Key:** value, and the colon in **Key: value**.
                var isKeyOnly = Whitespace.SkipForward(text, colon + 1, close) == close;
                keys.Add((start, TextSpan.FromBounds(keyStart, colon), isKeyOnly ? close + 2 : colon + 1));
            }
            else if (close + 2 < line.End && text[close + 2] == ':' && close - keyStart <= LongestKey)
            {
                keys.Add((start, TextSpan.FromBounds(keyStart, close), close + 3));
            }

            start = IndexOfBold(text, close + 2, line.End);
        }

        return keys;
    }

    private static int IndexOfBold(string text, int from, int end)
    {
        for (; from + 1 < end; from++)
        {
            if (text[from] is '*' or '_' && text[from + 1] == text[from])
            {
                return from;
            }
        }

        return -1;
    }

    private static TextSpan SkipListMarker(VisibleText text, TextSpan line)
    {
        var isMarked = line.Length > 2
            && text.Text[line.Start] is '-' or '*' or '+' or '>'
            && Whitespace.IsBlank(text.Text[line.Start + 1]);
        return isMarked ? text.Trim(TextSpan.FromBounds(line.Start + 2, line.End)) : line;
    }
}
