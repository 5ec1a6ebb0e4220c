using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Finds YAML between lines of three hyphens, or TOML between lines of three plus signs, at the beginning of a document.</summary>
internal static class FrontMatter
{
    /// <summary>The number of lines of the front matter; 0 if there is none.</summary>
    /// <remarks>
    /// The first line may instead be a horizontal rule, and then a part of the document would be lost as front matter. So the lines below
    /// it must look like YAML or TOML: the first must not be blank, and none may begin like a table, a fence, a quotation, emphasis or HTML.
    /// </remarks>
    public static int LineCount(string text, IReadOnlyList<TextSpan> lines)
    {
        var mark = Of(text, lines[0]);
        if (mark is not ("---" or "+++") || lines.Count < 2 || Whitespace.IsBlank(text, lines[1]))
        {
            return 0;
        }

        for (var i = 1; i < lines.Count; i++)
        {
            var line = Of(text, lines[i]);
            if (line == mark || (mark == "---" && line == "..."))
            {
                return i + 1;
            }

            if (line.Length > 0 && line[0] is '|' or '<' or '*' or '>' or '`' or '~')
            {
                return 0;
            }
        }

        return 0;
    }

    private static string Of(string text, TextSpan line)
    {
        // This many characters of a line are enough to tell what kind of line it is.
        const int maximumLength = 40;
        return text.Substring(line.Start, Math.Min(line.Length, maximumLength)).TrimEnd();
    }
}
