using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats.Model;

namespace AccountCommStats.Exporting.Formats.Text;

/// <summary>Writes a file of rows as text, optionally with a header. The file is compressed as a whole.</summary>
internal sealed class TextRowsFile : RowsFile
{
    private readonly Stream _content;

    /// <summary>Begins the file.</summary>
    /// <param name="target">Receives the file's bytes; the caller keeps ownership.</param>
    /// <param name="compression">How the bytes are compressed.</param>
    /// <param name="header">The text before the rows; empty for none.</param>
    public TextRowsFile(Stream target, FileCompression compression, ReadOnlySpan<byte> header)
    {
        _content = CompressedStream.Compress(target, compression);
        _content.Write(header);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> rows) => _content.Write(rows);

    /// <inheritdoc/>
    public override void Complete() => _content.Dispose();

    /// <inheritdoc/>
    public override void Dispose()
    {
        try
        {
            _content.Dispose();
        }
        catch (Exception exception) when (exception is Errors.OutputException or ObjectDisposedException)
        {
            // The file is discarded. The user should see the error that made the export fail, and not this one.
        }
    }
}
