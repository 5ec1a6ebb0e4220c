using AccountCommStats.Exporting.Compression;

namespace AccountCommStats.Exporting.Publication;

/// <summary>Compresses what is written on its way to a file.</summary>
/// <param name="file">Takes the compressed bytes; it stays the caller's.</param>
/// <param name="compression">How it is compressed; not at all is a compression, too.</param>
internal sealed class CompressedFile(PendingFile file, FileCompression compression) : IDisposable
{
    private readonly Stream? _compressing = compression is FileCompression.None ? null : CompressedStream.Compress(new Target(file), compression);

    /// <summary>Appends bytes.</summary>
    /// <exception cref="Errors.OutputException">The disk is full, or failed.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_compressing is null)
        {
            file.Write(bytes);
        }
        else
        {
            _compressing.Write(bytes);
        }
    }

    /// <summary>Writes what the compression holds back. Nothing is written after that.</summary>
    /// <exception cref="Errors.OutputException">The disk is full, or failed.</exception>
    public void Complete() => _compressing?.Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _compressing?.Dispose();
        }
        catch (Exception exception) when (exception is Errors.OutputException or ObjectDisposedException)
        {
            // The file is given up, and what made the export fail is the better message.
        }
    }

    /// <summary>The file as a stream that is written once from its start.</summary>
    private sealed class Target(PendingFile file) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer) => file.Write(buffer);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
