namespace AccountCommStats.Specs.Findings;

/// <summary>Formats parts of messages.</summary>
internal static class MessageText
{
    private const int LongestQuotation = 60;

    /// <summary>A text in quotation marks, truncated if it is too long for a message.</summary>
    public static string Quote(string text)
        => "'" + (text.Length > LongestQuotation ? text.Substring(0, WholeCharacters(text)) + "…" : text) + "'";

    /// <summary>A count and a noun, such as <c>1 column</c> or <c>13 columns</c>.</summary>
    public static string Count(int count, string noun) => Number(count) + " " + noun + (count == 1 ? "" : "s");

    /// <summary>A number in the invariant culture.</summary>
    public static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A list such as <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items)
        => items.Count < 2
            ? string.Concat(items)
            : string.Join(", ", items.Take(items.Count - 1)) + " and " + items[items.Count - 1];

    private static int WholeCharacters(string text)
        => char.IsHighSurrogate(text[LongestQuotation - 1]) ? LongestQuotation - 1 : LongestQuotation;
}
