using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>An HTML block, whose content viewers do not read as Markdown.</summary>
/// <param name="Kind">The kind of its lines.</param>
/// <param name="Ends">
/// The strings that end the block: it ends with the first line that contains one of them. Empty if the next blank line ends the block.
/// </param>
internal sealed record HtmlBlock(LineKind Kind, IReadOnlyList<string> Ends)
{
    /// <summary>A comment.</summary>
    public static readonly HtmlBlock Comment = new(LineKind.Comment, ["-->"]);

    private static readonly HtmlBlock Verbatim = new(LineKind.HiddenHtml, ["</pre>", "</script>", "</style>", "</textarea>"]);
    private static readonly HtmlBlock Instruction = new(LineKind.HiddenHtml, ["?>"]);
    private static readonly HtmlBlock Data = new(LineKind.HiddenHtml, ["]]>"]);
    private static readonly HtmlBlock Declaration = new(LineKind.HiddenHtml, [">"]);
    private static readonly HtmlBlock Element = new(LineKind.Html, []);

    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3",
        "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu", "menuitem", "nav",
        "noframes", "ol", "optgroup", "option", "p", "param", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "title", "tr", "track", "ul",
    };

    /// <summary>The block that a line opens; null if it opens none.</summary>
    /// <param name="text">The document.</param>
    /// <param name="start">The first non-blank character of the line.</param>
    /// <param name="end">The end of the line.</param>
    /// <param name="interrupts">Whether a paragraph is open. A line with a single tag cannot end a paragraph.</param>
    public static HtmlBlock? TryOpen(string text, int start, int end, bool interrupts)
    {
        if (start + 1 >= end || text[start] != '<')
        {
            return null;
        }

        switch (text[start + 1])
        {
            case '?':
                return Instruction;

            case '!':
                return StartsWith(text, start, end, "<!--") ? Comment
                    : StartsWith(text, start, end, "<![CDATA[") ? Data
                    : start + 2 < end && SqlIdentifier.IsLetter(text[start + 2]) ? Declaration : null;
        }

        var name = HtmlTag.Name(text, start, end);
        var isClosing = text[start + 1] == '/';
        var nameEnd = start + name.Length + (isClosing ? 2 : 1);
        var isWhole = nameEnd >= end || text[nameEnd] is ' ' or '\t' or '>';
        if (!isClosing && isWhole && name is "pre" or "script" or "style" or "textarea")
        {
            return Verbatim;
        }

        if (Elements.Contains(name) && (isWhole || StartsWith(text, nameEnd, end, "/>")))
        {
            return Element;
        }

        var tagEnd = interrupts ? -1 : HtmlTag.End(text, start, end);
        return tagEnd > 0 && Whitespace.SkipForward(text, tagEnd, end) == end ? Element : null;
    }

    /// <summary>Whether a line ends the block; the line still belongs to it.</summary>
    public bool EndsIn(string text, int start, int end)
        => Ends.Any(ending => text.IndexOf(ending, start, end - start, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool StartsWith(string text, int start, int end, string prefix)
        => end - start >= prefix.Length && string.CompareOrdinal(text, start, prefix, 0, prefix.Length) == 0;
}
