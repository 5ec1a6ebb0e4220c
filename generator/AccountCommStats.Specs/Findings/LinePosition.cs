namespace AccountCommStats.Specs.Findings;

/// <summary>A zero-based line and column in a text.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column in UTF-16 code units.</param>
internal readonly record struct LinePosition(int Line, int Column)
{
    /// <summary>The position of an offset in a text; lines end at <c>\n</c>, <c>\r\n</c> or a lone <c>\r</c>.</summary>
    public static LinePosition Of(string text, int offset)
    {
        var line = 0;
        var lineStart = 0;
        for (var i = 0; i < offset && i < text.Length; i++)
        {
            var ends = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'));
            if (!ends)
            {
                continue;
            }

            line++;
            lineStart = i + 1;
        }

        return new LinePosition(line, offset - lineStart);
    }
}
