using ZstdSharp;

namespace AccountCommStats.Exporting.Compression;

/// <summary>
/// The content of a compressed file. Reports damage as a <see cref="DamagedCompressionException"/>, whichever library decompresses.
/// </summary>
/// <param name="content">The stream that decompresses. It is disposed with this one.</param>
/// <param name="compression">The compression, for the message.</param>
internal sealed class DecompressedStream(Stream content, FileCompression compression) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return content.Read(buffer);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ZstdException)
        {
            throw new DamagedCompressionException(
                $"its {CompressedStream.NameOf(compression)} data is corrupt or truncated; nothing after this point can be read", exception);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>Thrown for a compressed file that cannot be decompressed to its end.</summary>
/// <param name="message">What is wrong, as a clause.</param>
/// <param name="inner">The library's exception.</param>
internal sealed class DamagedCompressionException(string message, Exception inner) : Exception(message, inner);
