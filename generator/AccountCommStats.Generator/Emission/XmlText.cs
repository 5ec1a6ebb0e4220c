using System.Text;
using System.Xml;

namespace AccountCommStats.Generator.Emission;

/// <summary>Formats text for documentation comments.</summary>
internal static class XmlText
{
    /// <summary>Escapes a text and puts it on one line. Characters that XML does not allow become spaces.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                escaped.Append(text, i, 2);
                i++;
                continue;
            }

            escaped.Append(text[i] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '\r' or '\n' or '\u0085' or '\u2028' or '\u2029' => " ",
                var character when !XmlConvert.IsXmlChar(character) => " ",
                var character => character.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>Escapes a text, and adds a period unless it ends like a sentence.</summary>
    public static string Sentence(string text)
    {
        var trimmed = text.Trim();
        var ends = trimmed.Length > 0 && trimmed[trimmed.Length - 1] is '.' or '!' or '?';
        return Escape(ends ? trimmed : trimmed + ".");
    }
}
