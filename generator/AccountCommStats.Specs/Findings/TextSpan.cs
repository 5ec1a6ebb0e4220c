namespace AccountCommStats.Specs.Findings;

/// <summary>A stretch of a file's text, counted in UTF-16 code units from its beginning.</summary>
/// <param name="Start">Offset of the first code unit, from 0.</param>
/// <param name="Length">Number of code units; 0 for a place between two of them.</param>
internal readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Offset of the first code unit after the span.</summary>
    public int End => Start + Length;

    /// <summary>The span from one offset up to, and without, another.</summary>
    public static TextSpan FromBounds(int start, int end) => new(start, end - start);
}
