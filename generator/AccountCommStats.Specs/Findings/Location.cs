namespace AccountCommStats.Specs.Findings;

/// <summary>A location in a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Span">The span in its text.</param>
internal sealed record Location(SourceFile File, TextSpan Span)
{
    /// <summary>The zero-based line and column of the span's start, the column in UTF-16 code units.</summary>
    /// <remarks>Lines end at <c>\n</c>, <c>\r\n</c> or a lone <c>\r</c>, as for the compiler. Takes time linear in the offset.</remarks>
    public LinePosition Start => LinePosition.Of(File.Text, Span.Start);

    /// <summary>Line and column of the span's end, counted like <see cref="Start"/>.</summary>
    public LinePosition End => LinePosition.Of(File.Text, Span.End);
}
