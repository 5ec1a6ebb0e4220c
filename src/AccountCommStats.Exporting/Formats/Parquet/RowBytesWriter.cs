using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exporting.Formats.Parquet;

/// <summary>
/// Writes the fields of rows as Parquet values, which the file then collects by column. A byte says whether there is a value, and the value
/// follows in the length of its type. A text is preceded by its length.
/// </summary>
internal ref struct RowBytesWriter : IFieldWriter
{
    private const int MaximumBytesOfScalar = 1 + 16;

    private readonly OutputBuffer _buffer;
    private Span<byte> _bytes;
    private int _position;

    /// <summary>Creates a writer of one row at the end of a buffer.</summary>
    /// <param name="buffer">Receives the bytes. It contains the row once <see cref="EndRow"/> has been called.</param>
    public RowBytesWriter(OutputBuffer buffer)
    {
        _buffer = buffer;
        _bytes = buffer.Memory;
        _position = buffer.Length;
    }

    /// <summary>Ends the row and commits it to the buffer.</summary>
    public readonly void EndRow() => _buffer.Commit(_position);

    /// <inheritdoc/>
    public void WriteInt64(long? value) => Write(value.HasValue, value.GetValueOrDefault());

    /// <inheritdoc/>
    public void WriteBoolean(bool? value) => Write(value.HasValue, value.GetValueOrDefault() ? (byte)1 : (byte)0);

    /// <inheritdoc/>
    public void WriteString(string? value)
    {
        if (!BeginField(value is not null, value is null ? 0 : checked(sizeof(int) + (value.Length * 3))))
        {
            return;
        }

        var length = Encoding.UTF8.GetBytes(value, _bytes[(_position + sizeof(int))..]);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes[_position..], length);
        _position += sizeof(int) + length;
    }

    /// <inheritdoc/>
    public void WriteDecimal(decimal? value, int scale) => Write(value.HasValue, value is { } number ? UnscaledDecimal.Of(number, scale) : 0);

    /// <inheritdoc/>
    public void WriteDouble(double? value) => Write(value.HasValue, value.GetValueOrDefault());

    /// <inheritdoc/>
    public void WriteTimestamp(DateTime? value)
        => Write(value.HasValue, value is { } time ? (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond : 0);

    /// <inheritdoc/>
    public void WriteTimestampTz(DateTime? value) => WriteTimestamp(value);

    /// <inheritdoc/>
    public void WriteDate(DateOnly? value) => Write(value.HasValue, value is { } date ? (long)date.DayNumber - ParquetType.UnixEpochDay : 0);

    /// <inheritdoc/>
    public void WriteGuid(Guid? value)
    {
        if (BeginField(value.HasValue, MaximumBytesOfScalar))
        {
            value.GetValueOrDefault().TryWriteBytes(_bytes[_position..], bigEndian: true, out var written);
            _position += written;
        }
    }

    private void Write<T>(bool hasValue, T value)
        where T : unmanaged
    {
        if (BeginField(hasValue, MaximumBytesOfScalar))
        {
            MemoryMarshal.Write(_bytes[_position..], in value);
            _position += System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        }
    }

    private bool BeginField(bool hasValue, int room)
    {
        if (_bytes.Length - _position < room + 1)
        {
            _bytes = _buffer.Grow(_position, room + 1);
        }

        _bytes[_position++] = hasValue ? (byte)1 : (byte)0;
        return hasValue;
    }
}
