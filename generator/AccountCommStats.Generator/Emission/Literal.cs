using Microsoft.CodeAnalysis.CSharp;

namespace AccountCommStats.Generator;

/// <summary>Texts as C# literals.</summary>
internal static class Literal
{
    private const int LeastQuotes = 3;

    /// <summary>Characters that end a line of source code, or that a file of source code cannot hold.</summary>
    private static readonly char[] NotRaw = ['\r', '\u0085', '\u2028', '\u2029', '\0'];

    /// <summary>A literal on one line.</summary>
    public static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A literal on one line, or <c>null</c>.</summary>
    public static string QuotedOrNull(string? text) => text is null ? "null" : Quoted(text);

    /// <summary>A literal of many lines, which shows them as they are wherever source code can.</summary>
    public static string Multiline(string text)
    {
        if (text.IndexOfAny(NotRaw) >= 0 || text.Any(char.IsSurrogate))
        {
            return Quoted(text);
        }

        var quotes = new string('"', Math.Max(LeastQuotes, LongestRunOfQuotes(text) + 1));
        return quotes + "\n" + text + "\n" + quotes;
    }

    private static int LongestRunOfQuotes(string text)
    {
        var longest = 0;
        var run = 0;
        foreach (var character in text)
        {
            run = character == '"' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
