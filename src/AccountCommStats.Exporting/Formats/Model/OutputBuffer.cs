using System.Buffers;

namespace AccountCommStats.Exporting.Formats.Model;

/// <summary>A buffer for whole rows, in memory rented from the pool.</summary>
internal sealed class OutputBuffer : IDisposable
{
    private byte[] _bytes;

    private readonly List<int> _rowEnds = [];

    /// <summary>Creates an empty buffer.</summary>
    /// <param name="capacity">Bytes that it holds before it grows.</param>
    public OutputBuffer(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The end of each row that was marked by <see cref="MarkRow"/>, ascending.</summary>
    public IReadOnlyList<int> RowEnds => _rowEnds;

    /// <summary>All memory of the buffer. It begins with the bytes written.</summary>
    internal Span<byte> Memory => _bytes;

    /// <summary>Declares that the first <paramref name="length"/> bytes of the memory are written.</summary>
    internal void Commit(int length) => Length = length;

    /// <summary>Marks that a row ends after the bytes committed so far.</summary>
    public void MarkRow() => _rowEnds.Add(Length);

    /// <summary>Makes room for <paramref name="count"/> more bytes after the first <paramref name="kept"/> bytes, which are preserved.</summary>
    internal Span<byte> Grow(int kept, int count)
    {
        var greater = ArrayPool<byte>.Shared.Rent(Math.Max(kept + count, checked(_bytes.Length * 2)));
        _bytes.AsSpan(0, kept).CopyTo(greater);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = greater;
        return greater;
    }

    /// <summary>Empties the buffer and keeps its memory.</summary>
    public void Clear() => Length = 0;

    /// <summary>Returns the memory to the pool.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }
}
