using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Formats.Csv;

namespace AccountCommStats.Exporting.Publication;

/// <summary>Which files an export writes its rows to.</summary>
/// <param name="Formats">Their formats, each with all rows; at least one.</param>
/// <param name="Compression">How they are compressed; null for the format's default.</param>
/// <param name="Dialect">The intended readers of a CSV file.</param>
/// <param name="RowsPerFile">The maximum number of rows of a file; null for no limit.</param>
/// <param name="BytesPerFile">The maximum number of bytes of a file's rows before they are compressed; null for no limit.</param>
internal sealed record OutputLayout(
    IReadOnlyList<FileFormat> Formats, FileCompression? Compression, CsvDialect Dialect, long? RowsPerFile, long? BytesPerFile)
{
    /// <summary>Whether the rows of each format are split into numbered files.</summary>
    public bool IsSplit => RowsPerFile is not null || BytesPerFile is not null;
}
