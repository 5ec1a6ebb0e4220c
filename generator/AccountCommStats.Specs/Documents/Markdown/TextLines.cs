using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Splits a text into lines, as <see cref="LinePosition"/> counts them.</summary>
internal static class TextLines
{
    /// <summary>The lines without their endings; a text that ends in a line ending has an empty last line.</summary>
    public static List<TextSpan> Split(string text)
    {
        var lines = new List<TextSpan>();

        // A byte order mark is not part of the first line.
        var start = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r'))
            {
                continue;
            }

            lines.Add(TextSpan.FromBounds(start, i));
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                i++;
            }

            start = i + 1;
        }

        lines.Add(TextSpan.FromBounds(start, text.Length));
        return lines;
    }
}
