using System.Globalization;
using System.Text;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Findings;

/// <summary>The line of a file that a finding points at, shortened if it is too long.</summary>
/// <param name="Line">The line, or the part of it around the place.</param>
/// <param name="Carets">Spaces and carets to print below it.</param>
internal sealed record SourceExcerpt(string Line, string Carets)
{
    private const int LongestLine = 160;
    private const int Before = 40;
    private const char Ellipsis = '…';

    /// <summary>The excerpt for a place; if it spans several lines, the first of them.</summary>
    public static SourceExcerpt Of(Location location)
    {
        var text = location.File.Text;
        var start = Math.Min(location.Span.Start, text.Length);
        var lineStart = start == 0 ? 0 : text.LastIndexOfAny(['\n', '\r'], start - 1) + 1;
        var lineEnd = text.IndexOfAny(['\n', '\r'], start);
        lineEnd = lineEnd < 0 ? text.Length : lineEnd;
        var end = Math.Clamp(location.Span.End, start, lineEnd);

        var (from, to) = (lineStart, lineEnd);
        if (lineEnd - lineStart > LongestLine)
        {
            from = WholeCharacter(text, Math.Max(lineStart, start - Before), lineStart);
            to = WholeCharacter(text, Math.Min(lineEnd, from + LongestLine), from);
        }

        var lead = from > lineStart ? Ellipsis.ToString() : "";
        var tail = to < lineEnd ? Ellipsis.ToString() : "";
        var prefix = lead + text[from..start];
        var marked = new StringInfo(text[start..Math.Max(start, Math.Min(end, to))]).LengthInTextElements;
        return new SourceExcerpt(
            Printable(lead + text[from..to] + tail),
            Blank(Printable(prefix)) + new string('^', Math.Max(1, marked)));
    }

    /// <summary>An offset that does not split a surrogate pair.</summary>
    private static int WholeCharacter(string text, int offset, int minimum)
        => offset > minimum && offset < text.Length && char.IsLowSurrogate(text[offset]) ? offset - 1 : offset;

    /// <summary>Replaces control characters, which a terminal would interpret.</summary>
    private static string Printable(string line)
    {
        var printable = new StringBuilder(line.Length);
        foreach (var c in line)
        {
            // A byte order mark has no width.
            if (c != '\uFEFF')
            {
                printable.Append(char.IsControl(c) && c != '\t' ? '\uFFFD' : c);
            }
        }

        return printable.ToString();
    }

    /// <summary>Whitespace as wide as a text: a space for each character; tabs stay.</summary>
    private static string Blank(string text)
    {
        var blank = new StringBuilder(text.Length);
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            blank.Append(elements.GetTextElement() == "\t" ? '\t' : ' ');
        }

        return blank.ToString();
    }
}
