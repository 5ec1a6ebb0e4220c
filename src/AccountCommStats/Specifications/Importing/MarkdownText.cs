using System.Text.RegularExpressions;

namespace AccountCommStats.Specifications.Importing;

/// <summary>Plain text as a cell of a Markdown table.</summary>
internal static partial class MarkdownText
{
    /// <summary>The text on one line, with backslashes before characters that would be markup.</summary>
    public static string Of(string text) => Markup().Replace(OnOneLine(text), @"\$0");

    /// <summary>The text with each run of whitespace replaced by one space.</summary>
    public static string OnOneLine(string text) => WhiteSpace().Replace(text.Trim(), " ");

    [GeneratedRegex(@"[\\`*<\[|]|&(?=#|\w+;)|(?<!\w)_|_(?!\w)")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
