using System.Buffers;
using System.Buffers.Binary;

namespace AccountCommStats.Exporting;

/// <summary>Decodes PostgreSQL's binary COPY format from bytes as they arrive and hands the tuples over.</summary>
/// <remarks>A tuple that is not whole yet waits in the buffer, which grows for a tuple larger than itself.</remarks>
internal sealed class BinaryCopyDecoder : IDisposable
{
    private const int InitialCapacity = 128 * 1024;
    private const short EndMarker = -1;
    private const int FixedHeaderLength = 19; // signature, flags, length of the extension

    private readonly TextCache _texts = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
    private int _start;
    private int _end;
    private bool _isHeaderRead;

    /// <summary>Whether the end marker was read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Memory for the bytes that arrive next; never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_end == _buffer.Length)
            {
                MakeRoom();
            }

            return _buffer.AsMemory(_end);
        }
    }

    /// <summary>Takes note that bytes have arrived in <see cref="Free"/>.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>Hands over every whole tuple that has arrived.</summary>
    public void Decode<TConsumer>(TConsumer consumer)
        where TConsumer : struct, IRecordConsumer
    {
        var bytes = _buffer.AsSpan(_start, _end - _start);
        var position = _isHeaderRead ? 0 : ReadHeader(bytes);
        var fieldCount = consumer.FieldCount;
        while (!IsComplete && consumer.WantsMore && TryFindTuple(bytes[position..], fieldCount, out var length))
        {
            if (!IsComplete)
            {
                consumer.Accept(new PostgresFields(bytes.Slice(position + sizeof(short), length - sizeof(short)), _texts));
            }

            position += length;
        }

        _start += position;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private int ReadHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedHeaderLength)
        {
            return 0;
        }

        var length = FixedHeaderLength + BinaryPrimitives.ReadInt32BigEndian(bytes[(FixedHeaderLength - sizeof(int))..]);
        _isHeaderRead = bytes.Length >= length;
        return _isHeaderRead ? length : 0;
    }

    /// <summary>Whether the bytes begin with a whole tuple, or the end marker, and how long it is.</summary>
    private bool TryFindTuple(ReadOnlySpan<byte> bytes, int fieldCount, out int length)
    {
        length = 0;
        if (!_isHeaderRead || bytes.Length < sizeof(short))
        {
            return false;
        }

        length = sizeof(short);
        var count = BinaryPrimitives.ReadInt16BigEndian(bytes);
        if (count == EndMarker)
        {
            IsComplete = true;
            return true;
        }

        if (count != fieldCount)
        {
            throw new InvalidDataException($"The query yields {count} columns where {fieldCount} are expected.");
        }

        for (var i = 0; i < count; i++)
        {
            if (bytes.Length - length < sizeof(int))
            {
                return false;
            }

            var fieldLength = BinaryPrimitives.ReadInt32BigEndian(bytes[length..]);
            length += sizeof(int) + (fieldLength & ~(fieldLength >> 31)); // NULL has the length -1 and no bytes.
        }

        return length <= bytes.Length;
    }

    private void MakeRoom()
    {
        var kept = _end - _start;
        if (kept > _buffer.Length / 2)
        {
            var greater = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
            _buffer.AsSpan(_start, kept).CopyTo(greater);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = greater;
        }
        else
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        }

        _start = 0;
        _end = kept;
    }
}
