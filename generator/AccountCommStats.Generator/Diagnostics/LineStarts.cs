using Microsoft.CodeAnalysis.Text;

namespace AccountCommStats.Generator.Diagnostics;

/// <summary>The offsets at which the lines of a text begin, computed once for all findings in a file.</summary>
internal sealed class LineStarts
{
    private readonly List<int> _starts = [0];

    /// <summary>Finds the lines; they end at <c>\n</c>, <c>\r\n</c> or a lone <c>\r</c>, as for <see cref="Specs.Findings.LinePosition"/>.</summary>
    public LineStarts(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                _starts.Add(i + 1);
            }
        }
    }

    /// <summary>The line and column of an offset.</summary>
    public LinePosition Position(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return new LinePosition(line, offset - _starts[line]);
    }
}
