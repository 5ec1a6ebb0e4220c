using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exporting.Formats.Parquet;

/// <summary>Writes the fields of rows as Parquet values in a <see cref="RowLayout"/>. The file then collects them by column.</summary>
internal ref struct RowBytesWriter : IFieldWriter
{
    private const int MaximumBytesOfCharacter = 3;

    private readonly OutputBuffer _buffer;
    private readonly ReadOnlySpan<int> _offsets;
    private readonly int _start;
    private Span<byte> _bytes;
    private int _next;
    private int _end;

    /// <summary>Creates a writer of one row at the end of a buffer.</summary>
    /// <param name="buffer">Receives the bytes. It contains the row once <see cref="EndRow"/> has been called.</param>
    /// <param name="layout">The layout of the row.</param>
    public RowBytesWriter(OutputBuffer buffer, RowLayout layout)
    {
        _buffer = buffer;
        _offsets = layout.Offsets;
        _bytes = buffer.Memory;
        _start = buffer.Length;
        _end = _start;
        Reserve(_offsets[^1]);
        _end += _offsets[^1];
    }

    /// <summary>Ends the row and commits it to the buffer.</summary>
    public readonly void EndRow()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes[_start..], _end - _start);
        _buffer.Commit(_end);
    }

    /// <inheritdoc/>
    public void WriteInt64(long? value) => WriteInteger(value.GetValueOrDefault(), BeginField(value.HasValue));

    /// <inheritdoc/>
    public void WriteBoolean(bool? value) => BeginField(value.HasValue)[0] = value.GetValueOrDefault() ? (byte)1 : (byte)0;

    /// <inheritdoc/>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            BeginField(hasValue: false);
            return;
        }

        Reserve(checked(value.Length * MaximumBytesOfCharacter));
        var field = BeginField(hasValue: true);
        var length = Encoding.UTF8.GetBytes(value, _bytes[_end..]);
        BinaryPrimitives.WriteInt32LittleEndian(field, _end - (_start + _offsets[_next - 1] + 1));
        BinaryPrimitives.WriteInt32LittleEndian(field[sizeof(int)..], length);
        _end += length;
    }

    /// <inheritdoc/>
    public void WriteDecimal(decimal? value, int scale)
    {
        var unscaled = value is { } number ? UnscaledDecimal.Of(number, scale) : 0;
        var field = BeginField(value.HasValue);
        if (field.Length == RowLayout.LengthOfInt128)
        {
            MemoryMarshal.Write(field, in unscaled);
        }
        else
        {
            WriteInteger(checked((long)unscaled), field);
        }
    }

    /// <inheritdoc/>
    public void WriteDouble(double? value) => BinaryPrimitives.WriteDoubleLittleEndian(BeginField(value.HasValue), value.GetValueOrDefault());

    /// <inheritdoc/>
    public void WriteTimestamp(DateTime? value)
        => WriteInt64(value is { } time ? (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond : null);

    /// <inheritdoc/>
    public void WriteTimestampTz(DateTime? value) => WriteTimestamp(value);

    /// <inheritdoc/>
    public void WriteDate(DateOnly? value) => WriteInt64(value is { } date ? (long)date.DayNumber - ParquetType.UnixEpochDay : null);

    /// <inheritdoc/>
    public void WriteGuid(Guid? value) => value.GetValueOrDefault().TryWriteBytes(BeginField(value.HasValue), bigEndian: true, out _);

    private static void WriteInteger(long value, Span<byte> field)
    {
        if (field.Length == sizeof(int))
        {
            BinaryPrimitives.WriteInt32LittleEndian(field, checked((int)value));
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(field, value);
        }
    }

    /// <summary>Writes whether the next field has a value.</summary>
    /// <returns>The place of the value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> BeginField(bool hasValue)
    {
        var offset = _offsets[_next++];
        var field = _bytes[(_start + offset)..(_start + _offsets[_next])];
        field[0] = hasValue ? (byte)1 : (byte)0;
        return field[1..];
    }

    /// <summary>Makes room for more bytes after the end of the row.</summary>
    private void Reserve(int count)
    {
        if (_bytes.Length - _end < count)
        {
            _bytes = _buffer.Grow(_end, count);
        }
    }
}
