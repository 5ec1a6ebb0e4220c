using System.Text.RegularExpressions;

namespace AccountCommStats.Specifications.Importing;

/// <summary>Plain text as a cell of a Markdown table.</summary>
internal static partial class MarkdownText
{
    /// <summary>The text with backslashes where a character would be taken for markup, on one line.</summary>
    public static string Of(string text) => Markup().Replace(OnOneLine(text), @"\$0");

    /// <summary>The text with a blank for all whitespace in a row.</summary>
    public static string OnOneLine(string text) => WhiteSpace().Replace(text.Trim(), " ");

    [GeneratedRegex(@"[\\`*<\[|]|&(?=#|\w+;)|(?<!\w)_|_(?!\w)")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
