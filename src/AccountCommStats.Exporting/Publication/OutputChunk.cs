using AccountCommStats.Exporting.Formats.Model;

namespace AccountCommStats.Exporting.Publication;

/// <summary>Whole rows for a file. The receiver disposes the buffer, which returns it to the pool.</summary>
/// <param name="Buffer">The bytes.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Output">The index of the rows' format in the <see cref="OutputLayout"/>; <see cref="Rejects"/> for the rejects file.</param>
internal readonly record struct OutputChunk(OutputBuffer Buffer, int Rows, int Output)
{
    /// <summary>The <see cref="Output"/> of rejected rows.</summary>
    public const int Rejects = -1;
}
