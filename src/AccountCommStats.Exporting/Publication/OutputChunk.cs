using AccountCommStats.Exporting.Formats.Model;

namespace AccountCommStats.Exporting.Publication;

/// <summary>Whole rows to be written to a file. The receiver returns the buffer by disposing it.</summary>
/// <param name="Buffer">The bytes.</param>
/// <param name="Rows">How many rows they are.</param>
/// <param name="Output">Which of the formats of the <see cref="OutputLayout"/> they are in, counted from 0; <see cref="Rejects"/> for the rejects file.</param>
internal readonly record struct OutputChunk(OutputBuffer Buffer, int Rows, int Output)
{
    /// <summary>The <see cref="Output"/> of rejected rows.</summary>
    public const int Rejects = -1;
}
