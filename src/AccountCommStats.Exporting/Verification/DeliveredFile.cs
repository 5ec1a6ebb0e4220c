using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>One delivered file with rows, in any format and compression.</summary>
internal sealed class DeliveredFile : IDisposable
{
    private readonly HashingStream _bytes;
    private readonly Stream _content;
    private readonly ExportSchema _schema;
    private readonly CsvDialect _dialect;
    private RecordReader? _records;

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isNamed">Whether the user named this file, and not another file beside it.</param>
    /// <param name="schema">The export.</param>
    /// <param name="dialect">The intended readers, if it is CSV.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public DeliveredFile(string path, bool isNamed, ExportSchema schema, CsvDialect dialect)
    {
        _schema = schema;
        _dialect = dialect;
        _bytes = HashingStream.Open(path, isNamed);
        Format = _bytes.IsParquet ? FileFormat.Parquet : RowFormats.Of(path);
        _content = Format == FileFormat.Parquet ? _bytes.File : CompressedStream.Decompress(_bytes, Compression);
    }

    /// <summary>The format. Parquet is recognized by the file's first bytes, other formats by the file's name.</summary>
    public FileFormat Format { get; }

    /// <summary>How the file is compressed as a whole, according to its first bytes.</summary>
    public FileCompression Compression => _bytes.Compression;

    /// <summary>The records, from the first on.</summary>
    public RecordReader Records => _records ??= RowFormats.Open(Format, _content, _schema, _dialect);

    /// <summary>
    /// Reads the rest of the file, and returns the length and the SHA-256 of the whole file, in lower-case hexadecimal. Can be called only
    /// once.
    /// </summary>
    public (long Bytes, string Sha256) ReadToEnd()
    {
        var sha256 = _bytes.ReadToEnd();
        return (_bytes.Bytes, sha256);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _records?.Dispose();
        _content.Dispose();
        _bytes.Dispose();
    }
}
