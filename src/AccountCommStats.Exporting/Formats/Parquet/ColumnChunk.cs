using System.Buffers.Binary;
using System.Runtime.InteropServices;
using AccountCommStats.Exporting.Schema;
using ParquetSharp;

namespace AccountCommStats.Exporting.Formats.Parquet;

/// <summary>The values of one column, buffered until the end of their row group.</summary>
internal abstract class ColumnChunk
{
    /// <summary>Creates the buffer for the values of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="offset">The column's offset in a row, from <see cref="RowLayout"/>.</param>
    public static ColumnChunk Create(ExportColumn column, int offset)
    {
        var type = column.Type;
        return ParquetType.PhysicalOf(type) switch
        {
            PhysicalType.Int64 => new ScalarChunk<long>(column.IsNullable, offset),
            PhysicalType.Int32 => new ScalarChunk<int>(column.IsNullable, offset),
            PhysicalType.Boolean => new ScalarChunk<bool>(column.IsNullable, offset),
            PhysicalType.Double => new ScalarChunk<double>(column.IsNullable, offset),
            PhysicalType.FixedLenByteArray
                => new FixedLengthChunk(column.IsNullable, offset, ParquetType.FixedLengthOf(type), isLittleEndian: type.Kind == SqlKind.Numeric),
            _ => new TextChunk(column.IsNullable, offset),
        };
    }

    /// <summary>Appends the values that rows have in the column.</summary>
    /// <param name="rows">Rows as <see cref="RowBytesWriter"/> wrote them.</param>
    /// <param name="starts">Where each of the rows to append begins.</param>
    public abstract void Append(ReadOnlySpan<byte> rows, ReadOnlySpan<int> starts);

    /// <summary>Writes the values.</summary>
    public abstract void WriteTo(ColumnWriter writer);

    /// <summary>Discards the values.</summary>
    public abstract void Clear();
}

/// <summary>The values of a column, stored as the physical type <typeparamref name="TPhysical"/>. They are packed: a NULL has only a definition level, and no value.</summary>
/// <typeparam name="TPhysical">The physical type.</typeparam>
/// <param name="isNullable">Whether the column may have NULL.</param>
/// <param name="offset">The column's offset in a row.</param>
internal abstract class ColumnChunk<TPhysical>(bool isNullable, int offset) : ColumnChunk
    where TPhysical : unmanaged
{
    private short[] _levels = [];
    private TPhysical[] _values = [];
    private int[] _starts = [];
    private int _rows;
    private int _count;

    /// <inheritdoc/>
    public sealed override void Append(ReadOnlySpan<byte> rows, ReadOnlySpan<int> starts)
    {
        var withValue = FindValues(rows, starts);
        Grow(ref _values, _count + withValue.Length);
        Read(rows, withValue, _values.AsSpan(_count, withValue.Length));
        _count += withValue.Length;
        _rows += starts.Length;
    }

    /// <inheritdoc/>
    public override void WriteTo(ColumnWriter writer)
    {
        var typed = (ColumnWriter<TPhysical>)writer;
        var values = Complete(_values.AsSpan(0, _count));
        if (isNullable)
        {
            typed.WriteBatch(_rows, _levels.AsSpan(0, _rows), default, values);
        }
        else
        {
            typed.WriteBatch(values);
        }
    }

    /// <inheritdoc/>
    public override void Clear() => (_rows, _count) = (0, 0);

    /// <summary>Reads values that are not NULL. Each override has its own loop, so there is no virtual call per value.</summary>
    /// <param name="rows">The bytes of the rows; they may include rows that are not read.</param>
    /// <param name="starts">Where each value to read begins.</param>
    /// <param name="values">Receives the values.</param>
    protected abstract void Read(ReadOnlySpan<byte> rows, ReadOnlySpan<int> starts, Span<TPhysical> values);

    /// <summary>Replaces offsets in values by pointers to the memory of the chunk.</summary>
    /// <returns>The values to write.</returns>
    protected virtual ReadOnlySpan<TPhysical> Complete(ReadOnlySpan<TPhysical> values) => values;

    /// <summary>Adds the definition level of each row.</summary>
    /// <returns>Where each value that is not NULL begins.</returns>
    private ReadOnlySpan<int> FindValues(ReadOnlySpan<byte> rows, ReadOnlySpan<int> starts)
    {
        Grow(ref _starts, starts.Length);
        if (isNullable)
        {
            Grow(ref _levels, _rows + starts.Length);
        }

        var levels = isNullable ? _levels.AsSpan(_rows, starts.Length) : [];
        var count = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            var place = starts[i] + offset;
            var level = rows[place];
            _starts[count] = place + 1;
            count += level;
            if (isNullable)
            {
                levels[i] = level;
            }
        }

        return isNullable || count == starts.Length
            ? _starts.AsSpan(0, count)
            : throw new InvalidOperationException("A column that must not be NULL has NULL: the row check let it pass.");
    }

    private static void Grow<T>(ref T[] array, int count)
    {
        if (count > array.Length)
        {
            Array.Resize(ref array, Math.Max(count, array.Length * 2));
        }
    }
}

/// <summary>Buffers numbers, times or booleans.</summary>
internal sealed class ScalarChunk<TPhysical>(bool isNullable, int offset) : ColumnChunk<TPhysical>(isNullable, offset)
    where TPhysical : unmanaged
{
    /// <inheritdoc/>
    protected override void Read(ReadOnlySpan<byte> rows, ReadOnlySpan<int> starts, Span<TPhysical> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = MemoryMarshal.Read<TPhysical>(rows[starts[i]..]);
        }
    }
}

/// <summary>Keeps the bytes of values in pinned memory, so native code can point to them.</summary>
internal sealed class PinnedBytes
{
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(16 * 1024, pinned: true);

    /// <summary>Number of bytes stored.</summary>
    public int Length { get; private set; }

    /// <summary>Adds room for bytes, which the caller then fills.</summary>
    public Span<byte> Add(int count)
    {
        if (_bytes.Length - Length < count)
        {
            var greater = GC.AllocateUninitializedArray<byte>(Math.Max(_bytes.Length * 2, Length + count), pinned: true);
            _bytes.AsSpan(0, Length).CopyTo(greater);
            _bytes = greater;
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }

    /// <summary>Discards the bytes.</summary>
    public void Clear() => Length = 0;

    /// <summary>The address of a byte, valid until more are added.</summary>
    public nint AddressOf(int position) => Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, position);
}

/// <summary>Buffers texts in UTF-8.</summary>
internal sealed class TextChunk(bool isNullable, int offset) : ColumnChunk<ByteArray>(isNullable, offset)
{
    private readonly PinnedBytes _bytes = new();
    private ByteArray[] _pointers = [];

    /// <inheritdoc/>
    protected override void Read(ReadOnlySpan<byte> rows, ReadOnlySpan<int> starts, Span<ByteArray> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var place = rows[starts[i]..];
            var text = place.Slice(BinaryPrimitives.ReadInt32LittleEndian(place), BinaryPrimitives.ReadInt32LittleEndian(place[sizeof(int)..]));
            values[i] = new ByteArray(_bytes.Length, text.Length); // An offset instead of a pointer, because the memory may still be replaced.
            text.CopyTo(_bytes.Add(text.Length));
        }
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<ByteArray> Complete(ReadOnlySpan<ByteArray> values)
    {
        _pointers = _pointers.Length < values.Length ? new ByteArray[values.Length] : _pointers;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            _pointers[i] = new ByteArray(_bytes.AddressOf((int)value.Pointer), value.Length);
        }

        return _pointers.AsSpan(0, values.Length);
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        base.Clear();
        _bytes.Clear();
    }
}

/// <summary>Buffers values of a fixed length, the most significant byte first.</summary>
internal sealed class FixedLengthChunk(bool isNullable, int offset, int length, bool isLittleEndian) : ColumnChunk<FixedLenByteArray>(isNullable, offset)
{
    private const int BytesOfStored = 16;

    private readonly PinnedBytes _bytes = new();
    private FixedLenByteArray[] _pointers = [];

    /// <inheritdoc/>
    protected override void Read(ReadOnlySpan<byte> rows, ReadOnlySpan<int> starts, Span<FixedLenByteArray> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new FixedLenByteArray(_bytes.Length);
            var stored = rows.Slice(starts[i], BytesOfStored);
            var kept = _bytes.Add(length);
            if (isLittleEndian)
            {
                stored[..length].CopyTo(kept);
                kept.Reverse();
            }
            else
            {
                stored.CopyTo(kept);
            }
        }
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<FixedLenByteArray> Complete(ReadOnlySpan<FixedLenByteArray> values)
    {
        _pointers = _pointers.Length < values.Length ? new FixedLenByteArray[values.Length] : _pointers;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            _pointers[i] = new FixedLenByteArray(_bytes.AddressOf((int)value.Pointer));
        }

        return _pointers.AsSpan(0, values.Length);
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        base.Clear();
        _bytes.Clear();
    }
}
