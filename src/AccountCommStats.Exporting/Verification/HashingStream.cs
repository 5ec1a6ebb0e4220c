using System.Security.Cryptography;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Publication;

namespace AccountCommStats.Exporting.Verification;

/// <summary>A file that is read once, from its start, while its bytes are counted and hashed.</summary>
internal sealed class HashingStream : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream _file;

    private HashingStream(FileStream file)
    {
        _file = file;
        Span<byte> start = stackalloc byte[CompressedStream.SignatureBytes];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        Compression = CompressedStream.Detect(start);
        IsParquet = start.SequenceEqual("PAR1"u8);
        file.Position = 0;
    }

    /// <summary>How the file is compressed, by its first bytes. This stream reads the bytes without decompressing them.</summary>
    public FileCompression Compression { get; }

    /// <summary>Whether the file is Parquet, by its first bytes.</summary>
    public bool IsParquet { get; }

    /// <summary>The file itself, for random access. Use it only before or after this stream is read, not in between.</summary>
    public FileStream File => _file;

    /// <summary>Bytes read so far.</summary>
    public long Bytes { get; private set; }

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

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isNamed">Whether the user named this file, and not another file beside it.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static HashingStream Open(string path, bool isNamed) => new(PlainFile.OpenRead(path, isNamed));

    /// <summary>Reads the rest, and returns the SHA-256 of all bytes in lower-case hexadecimal.</summary>
    public string ReadToEnd()
    {
        _file.Position = Bytes;
        var buffer = new byte[64 * 1024];
        while (Read(buffer) > 0)
        {
            // Read updates the hash, so nothing else needs to be done.
        }

        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = _file.Read(buffer);
        _hash.AppendData(buffer[..count]);
        Bytes += count;
        return count;
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
            _file.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
