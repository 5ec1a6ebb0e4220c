namespace AccountCommStats.Specs.Findings;

/// <summary>A range of a file's text, in UTF-16 code units.</summary>
/// <param name="Start">Offset of the first code unit, from 0.</param>
/// <param name="Length">Number of code units; 0 for a position between two of them.</param>
internal readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Offset of the first code unit after the span.</summary>
    public int End => Start + Length;

    /// <summary>The span from one offset to another, exclusive.</summary>
    public static TextSpan FromBounds(int start, int end) => new(start, end - start);
}
