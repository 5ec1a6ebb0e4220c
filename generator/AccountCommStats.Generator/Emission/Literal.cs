using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace AccountCommStats.Generator.Emission;

/// <summary>Formats text as C# literals.</summary>
internal static class Literal
{
    private const int MinimumQuotes = 3;

    /// <summary>Characters that end a line of source code or cannot appear in it.</summary>
    private static readonly char[] NotRaw = ['\r', '\u0085', '\u2028', '\u2029', '\0'];

    /// <summary>A single-line literal.</summary>
    public static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A single-line literal, or <c>null</c>.</summary>
    public static string QuotedOrNull(string? text) => text is null ? "null" : Quoted(text);

    /// <summary>A decimal literal, or <c>null</c>.</summary>
    public static string DecimalOrNull(decimal? number) => number is { } value ? value.ToString(CultureInfo.InvariantCulture) + "m" : "null";

    /// <summary>An interpolated string: a raw string literal if the text allows it, otherwise an escaped one.</summary>
    /// <param name="parts">Text, or the expression of an interpolation hole.</param>
    public static string Interpolated(IEnumerable<(string Text, string? Hole)> parts)
    {
        var all = parts.ToList();
        var text = string.Concat(all.Select(part => part.Text));
        if (text.IndexOfAny(NotRaw) >= 0 || text.Any(char.IsSurrogate))
        {
            return "$\"" + string.Concat(all.Select(part => part.Hole is { } hole ? "{" + hole + "}" : Escaped(part.Text))) + "\"";
        }

        var quotes = new string('"', Math.Max(MinimumQuotes, LongestRun(text, '"') + 1));
        var braces = Math.Max(LongestRun(text, '{'), LongestRun(text, '}')) + 1;
        var holes = all.Select(part => part.Hole is { } hole ? new string('{', braces) + hole + new string('}', braces) : part.Text);
        return new string('$', braces) + quotes + "\n" + string.Concat(holes) + "\n" + quotes;
    }

    private static string Escaped(string text)
    {
        var literal = Quoted(text);
        return literal.Substring(1, literal.Length - 2).Replace("{", "{{").Replace("}", "}}");
    }

    private static int LongestRun(string text, char of)
    {
        var longest = 0;
        var run = 0;
        foreach (var character in text)
        {
            run = character == of ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
