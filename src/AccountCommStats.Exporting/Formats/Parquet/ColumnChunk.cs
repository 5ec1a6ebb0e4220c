using System.Buffers.Binary;
using System.Runtime.InteropServices;
using AccountCommStats.Exporting.Schema;
using ParquetSharp;

namespace AccountCommStats.Exporting.Formats.Parquet;

/// <summary>The values of one column, buffered until the end of their row group.</summary>
internal abstract class ColumnChunk
{
    /// <summary>Creates the buffer for the values of a column.</summary>
    public static ColumnChunk Create(ExportColumn column)
    {
        var type = column.Type;
        var isNumeric = type.Kind == SqlKind.Numeric;
        return ParquetType.PhysicalOf(type) switch
        {
            PhysicalType.Int64 when isNumeric => new ScalarChunk<Int128, long>(column.IsNullable, value => checked((long)value)),
            PhysicalType.Int64 => new ScalarChunk<long, long>(column.IsNullable, value => value),
            PhysicalType.Int32 when isNumeric => new ScalarChunk<Int128, int>(column.IsNullable, value => checked((int)value)),
            PhysicalType.Int32 => new ScalarChunk<long, int>(column.IsNullable, value => checked((int)value)),
            PhysicalType.Boolean => new ScalarChunk<byte, bool>(column.IsNullable, value => value != 0),
            PhysicalType.Double => new ScalarChunk<double, double>(column.IsNullable, value => value),
            PhysicalType.FixedLenByteArray when isNumeric => new FixedLengthChunk(column.IsNullable, ParquetType.FixedLengthOf(type), isLittleEndian: true),
            PhysicalType.FixedLenByteArray => new FixedLengthChunk(column.IsNullable, ParquetType.FixedLengthOf(type), isLittleEndian: false),
            _ => new TextChunk(column.IsNullable),
        };
    }

    /// <summary>Appends the value that a row has in the column.</summary>
    /// <param name="row">The rest of the row, beginning with this value, as <see cref="RowBytesWriter"/> wrote it.</param>
    /// <returns>The length of the value in bytes.</returns>
    public abstract int Append(ReadOnlySpan<byte> row);

    /// <summary>Writes the values.</summary>
    public abstract void WriteTo(ColumnWriter writer);

    /// <summary>Discards the values.</summary>
    public abstract void Clear();
}

/// <summary>The values of a column that has a physical type. They are packed: a NULL has only a definition level, and no value.</summary>
/// <typeparam name="TPhysical">The physical type.</typeparam>
/// <param name="isNullable">Whether the column may have NULL.</param>
internal abstract class ColumnChunk<TPhysical>(bool isNullable) : ColumnChunk
    where TPhysical : unmanaged
{
    private const int FirstCapacity = 1024;

    private short[] _levels = isNullable ? new short[FirstCapacity] : [];
    private TPhysical[] _values = new TPhysical[FirstCapacity];
    private int _rows;

    /// <summary>How many values there are.</summary>
    protected int Count { get; private set; }

    /// <inheritdoc/>
    public sealed override int Append(ReadOnlySpan<byte> row)
    {
        var hasValue = row[0] != 0;
        if (isNullable)
        {
            Grow(ref _levels, _rows);
            _levels[_rows] = row[0];
        }
        else if (!hasValue)
        {
            throw new InvalidOperationException("A column that must not be NULL has NULL: the row check let it pass.");
        }

        _rows++;
        if (!hasValue)
        {
            return 1;
        }

        Grow(ref _values, Count);
        var length = Read(row[1..], out _values[Count]);
        Count++;
        return 1 + length;
    }

    /// <inheritdoc/>
    public override void WriteTo(ColumnWriter writer)
    {
        var typed = (ColumnWriter<TPhysical>)writer;
        var values = Complete(_values.AsSpan(0, Count));
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
    public override void Clear() => (_rows, Count) = (0, 0);

    /// <summary>Reads a value.</summary>
    /// <returns>The length of the value in bytes.</returns>
    protected abstract int Read(ReadOnlySpan<byte> bytes, out TPhysical value);

    /// <summary>Replaces offsets in values by pointers to the memory of the chunk.</summary>
    /// <returns>The values as they are written.</returns>
    protected virtual ReadOnlySpan<TPhysical> Complete(ReadOnlySpan<TPhysical> values) => values;

    private static void Grow<T>(ref T[] array, int count)
    {
        if (count == array.Length)
        {
            Array.Resize(ref array, count * 2);
        }
    }
}

/// <summary>Buffers numbers, times or booleans.</summary>
/// <typeparam name="TStored">Their type in rows.</typeparam>
/// <typeparam name="TPhysical">Their type in the file.</typeparam>
internal sealed class ScalarChunk<TStored, TPhysical>(bool isNullable, Func<TStored, TPhysical> convert) : ColumnChunk<TPhysical>(isNullable)
    where TStored : unmanaged
    where TPhysical : unmanaged
{
    /// <inheritdoc/>
    protected override int Read(ReadOnlySpan<byte> bytes, out TPhysical value)
    {
        value = convert(MemoryMarshal.Read<TStored>(bytes));
        return System.Runtime.CompilerServices.Unsafe.SizeOf<TStored>();
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
internal sealed class TextChunk(bool isNullable) : ColumnChunk<ByteArray>(isNullable)
{
    private readonly PinnedBytes _bytes = new();
    private ByteArray[] _pointers = [];

    /// <inheritdoc/>
    protected override int Read(ReadOnlySpan<byte> bytes, out ByteArray value)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        value = new ByteArray(_bytes.Length, length); // An offset instead of a pointer, because the memory may still be replaced.
        bytes.Slice(sizeof(int), length).CopyTo(_bytes.Add(length));
        return sizeof(int) + length;
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
internal sealed class FixedLengthChunk(bool isNullable, int length, bool isLittleEndian) : ColumnChunk<FixedLenByteArray>(isNullable)
{
    private const int BytesOfStored = 16;

    private readonly PinnedBytes _bytes = new();
    private FixedLenByteArray[] _pointers = [];

    /// <inheritdoc/>
    protected override int Read(ReadOnlySpan<byte> bytes, out FixedLenByteArray value)
    {
        value = new FixedLenByteArray(_bytes.Length);
        var stored = bytes[..BytesOfStored];
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

        return BytesOfStored;
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
