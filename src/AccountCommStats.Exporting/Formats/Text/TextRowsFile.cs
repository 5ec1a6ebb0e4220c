using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats.Model;

namespace AccountCommStats.Exporting.Formats.Text;

/// <summary>A file whose rows follow one another as text, perhaps under a header, compressed as a whole.</summary>
internal sealed class TextRowsFile : RowsFile
{
    private readonly Stream _content;

    /// <summary>Begins the file.</summary>
    /// <param name="target">Takes the file's bytes; it stays the caller's.</param>
    /// <param name="compression">How they are compressed.</param>
    /// <param name="header">What stands before the rows; empty for nothing.</param>
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
            // The file is given up, and what made the export fail is the better message.
        }
    }
}
