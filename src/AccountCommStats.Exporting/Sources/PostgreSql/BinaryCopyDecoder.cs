using System.Buffers;
using System.Buffers.Binary;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>Decodes PostgreSQL's binary COPY format from bytes as they arrive, and passes on the tuples.</summary>
/// <remarks>An incomplete tuple waits in the buffer. The buffer grows if the tuple is larger.</remarks>
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
    private bool _isCut;

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

    /// <summary>Records that bytes have arrived in <see cref="Free"/>.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>Passes on every tuple that has arrived. An incomplete last tuple is passed on once, and again only when it is complete.</summary>
    /// <remarks>
    /// Most tuples arrive whole. If the end of each one were found first, each would be read twice. A tuple that turned out to be incomplete
    /// may be large and arrive in many parts, so its end is found before it is passed on again.
    /// </remarks>
    public void Decode<TConsumer>(TConsumer consumer)
        where TConsumer : struct, IRecordConsumer
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, _end - _start);
        var rest = _isHeaderRead ? bytes : bytes[ReadHeader(bytes)..];
        var fieldCount = consumer.FieldCount;
        while (consumer.WantsMore && BeginsTuple(rest, fieldCount) && (!_isCut || IsWhole(rest)))
        {
            var fields = new PostgresFields(rest[sizeof(short)..], _texts);
            consumer.Accept(ref fields);
            _isCut = !fields.IsWhole;
            if (_isCut)
            {
                break;
            }

            rest = fields.Rest;
        }

        _start = _end - rest.Length;
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

    /// <summary>Whether the bytes begin with a tuple. If they begin with the end marker, records that.</summary>
    private bool BeginsTuple(ReadOnlySpan<byte> bytes, int fieldCount)
    {
        if (!_isHeaderRead || IsComplete || !BinaryPrimitives.TryReadInt16BigEndian(bytes, out var count))
        {
            return false;
        }

        IsComplete = count == EndMarker;
        return count == fieldCount || IsComplete
            ? !IsComplete
            : throw new InvalidDataException($"The query yields {CountText.Of(count, "column")} where {fieldCount} are expected.");
    }

    /// <summary>Whether the tuple at the beginning of the bytes is complete.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var count = BinaryPrimitives.ReadInt16BigEndian(bytes);
        var rest = bytes[sizeof(short)..];
        for (var i = 0; i < count; i++)
        {
            if (!BinaryPrimitives.TryReadInt32BigEndian(rest, out var length) || length > rest.Length - sizeof(int))
            {
                return false;
            }

            rest = rest[(sizeof(int) + Math.Max(length, 0))..]; // NULL has the length -1 and no bytes.
        }

        return true;
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
