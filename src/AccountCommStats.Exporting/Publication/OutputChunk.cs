using AccountCommStats.Exporting.Csv;

namespace AccountCommStats.Exporting.Publication;

/// <summary>Whole rows on their way into a file. Whoever takes it gives the buffer back by disposing it.</summary>
/// <param name="Buffer">The bytes.</param>
/// <param name="Rows">How many rows they are.</param>
/// <param name="IsRejects">Whether they belong to the rejects file.</param>
internal readonly record struct OutputChunk(CsvBuffer Buffer, int Rows, bool IsRejects);
