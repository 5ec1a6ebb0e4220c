using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Formats.Text;
using AccountCommStats.Exporting.Schema;
using ParquetSharp;
using Encoding = System.Text.Encoding;

namespace AccountCommStats.Exporting.Formats.Parquet;

/// <summary>Reads the values of one column in batches of rows, as their CSV texts.</summary>
internal abstract class ColumnValues : IDisposable
{
    private const int BytesOfInt128 = 16;
    private const int BytesOfUuid = 16;
    private const int MaximumCharactersOfScalar = 64;

    private static readonly Encoding Utf8 = CreateUtf8();

    /// <summary>Opens a column of a row group.</summary>
    /// <param name="reader">The reader of the column. It is disposed with this object.</param>
    /// <param name="type">The type of the values.</param>
    /// <param name="batch">The maximum number of rows of a batch.</param>
    public static ColumnValues Open(ColumnReader reader, SqlType type, int batch) => reader switch
    {
        ColumnReader<long> values => new ColumnValues<long>(values, batch, type.Kind switch
        {
            SqlKind.Timestamp => (value, text) => WriteTime(value, "", text),
            SqlKind.TimestampTz => (value, text) => WriteTime(value, "+00", text),
            SqlKind.Numeric => (value, text) => WriteUnscaled(value, type.Scale, text),
            _ => WriteInteger,
        }),
        ColumnReader<int> values => new ColumnValues<int>(values, batch, type.Kind switch
        {
            SqlKind.Date => WriteDate,
            SqlKind.Numeric => (value, text) => WriteUnscaled(value, type.Scale, text),
            _ => (value, text) => WriteInteger(value, text),
        }),
        ColumnReader<bool> values => new ColumnValues<bool>(values, batch, (value, text) => text.Write(value ? "t" : "f")),
        ColumnReader<double> values => new ColumnValues<double>(values, batch, WriteDouble),
        ColumnReader<ByteArray> values => new ColumnValues<ByteArray>(values, batch, WriteText),
        ColumnReader<FixedLenByteArray> values when type.Kind == SqlKind.Uuid && values.ColumnDescriptor.TypeLength == BytesOfUuid
            => new ColumnValues<FixedLenByteArray>(values, batch, WriteUuid),
        ColumnReader<FixedLenByteArray> values when type.Kind == SqlKind.Numeric && values.ColumnDescriptor.TypeLength is var length and > 0 and <= BytesOfInt128
            => new ColumnValues<FixedLenByteArray>(values, batch, (value, text) => WriteFixed(value, length, type.Scale, text)),
        _ => throw Refuse(reader),
    };

    /// <summary>Writes the text of the next row's value.</summary>
    /// <returns>Whether there is a value: false for NULL.</returns>
    /// <exception cref="MalformedRecordException">The column has no further row.</exception>
    public abstract bool TryWriteNext(ArrayBufferWriter<char> text);

    /// <inheritdoc/>
    public abstract void Dispose();

    private static MalformedRecordException Refuse(ColumnReader reader)
    {
        reader.Dispose();
        return new MalformedRecordException("a column has a physical type that this program does not write");
    }

    private static void WriteInteger(long value, ArrayBufferWriter<char> text) => WriteFormattable(value, default, text);

    private static void WriteTime(long value, string offset, ArrayBufferWriter<char> text)
    {
        var ticks = ((Int128)value * TimeSpan.TicksPerMicrosecond) + DateTime.UnixEpoch.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            WriteInteger(value, text); // The check of the field will report that this is not a time.
            return;
        }

        Span<byte> written = stackalloc byte[32];
        WriteAscii(written[..TimeText.WriteTimestamp(new DateTime((long)ticks), written)], text);
        text.Write(offset);
    }

    private static void WriteDate(int value, ArrayBufferWriter<char> text)
    {
        var day = (long)value + ParquetType.UnixEpochDay;
        if (day < 0 || day > DateOnly.MaxValue.DayNumber)
        {
            WriteInteger(value, text);
            return;
        }

        Span<byte> written = stackalloc byte[16];
        WriteAscii(written[..TimeText.WriteDate(DateOnly.FromDayNumber((int)day), written)], text);
    }

    private static void WriteDouble(double value, ArrayBufferWriter<char> text)
    {
        if (double.IsFinite(value))
        {
            Span<byte> written = stackalloc byte[32];
            WriteAscii(written[..DoubleText.Write(value, written)], text);
        }
        else
        {
            WriteFormattable(value, default, text);
        }
    }

    private static void WriteUnscaled(Int128 value, int scale, ArrayBufferWriter<char> text)
        => text.Advance(MeasureText.WriteUnscaled(value, scale, text.GetSpan(MaximumCharactersOfScalar)));

    private static void WriteFixed(FixedLenByteArray value, int length, int scale, ArrayBufferWriter<char> text)
    {
        Span<byte> bytes = stackalloc byte[BytesOfInt128];
        BytesAt(value.Pointer, length).CopyTo(bytes[^length..]);
        bytes[..^length].Fill(bytes[^length] >= 0x80 ? (byte)0xFF : (byte)0); // Extends the sign to the bytes before the value.
        WriteUnscaled(BinaryPrimitives.ReadInt128BigEndian(bytes), scale, text);
    }

    private static void WriteUuid(FixedLenByteArray value, ArrayBufferWriter<char> text)
        => WriteFormattable(new Guid(BytesAt(value.Pointer, BytesOfUuid), bigEndian: true), "D", text);

    private static void WriteText(ByteArray value, ArrayBufferWriter<char> text)
    {
        var bytes = BytesAt(value.Pointer, value.Length);
        var room = text.GetSpan(Utf8.GetMaxCharCount(bytes.Length));
        text.Advance(Utf8.GetChars(bytes, room));
    }

    private static byte[] BytesAt(nint pointer, int length)
    {
        if (length == 0)
        {
            return [];
        }

        var bytes = new byte[length];
        Marshal.Copy(pointer, bytes, 0, length);
        return bytes;
    }

    private static void WriteFormattable<T>(T value, ReadOnlySpan<char> format, ArrayBufferWriter<char> text)
        where T : ISpanFormattable
    {
        value.TryFormat(text.GetSpan(MaximumCharactersOfScalar), out var length, format, CultureInfo.InvariantCulture);
        text.Advance(length);
    }

    private static void WriteAscii(ReadOnlySpan<byte> ascii, ArrayBufferWriter<char> text)
        => text.Advance(Encoding.ASCII.GetChars(ascii, text.GetSpan(ascii.Length)));

    private static Encoding CreateUtf8()
    {
        var encoding = (Encoding)Encoding.UTF8.Clone();
        encoding.DecoderFallback = new DecoderReplacementFallback(RecordReader.InvalidBytes);
        return encoding;
    }
}

/// <summary>Reads the values of one physical type.</summary>
/// <typeparam name="T">The physical type.</typeparam>
/// <param name="reader">The reader of the column. It is disposed with this object.</param>
/// <param name="batch">The maximum number of rows of a batch.</param>
/// <param name="write">Writes a value as text.</param>
internal sealed class ColumnValues<T>(ColumnReader<T> reader, int batch, Action<T, ArrayBufferWriter<char>> write) : ColumnValues
    where T : unmanaged
{
    private readonly bool _isNullable = reader.ColumnDescriptor.MaxDefinitionLevel > 0;
    private readonly T[] _values = new T[batch];
    private readonly short[] _levels = new short[batch];
    private int _rows;
    private int _row;
    private int _value;

    /// <inheritdoc/>
    public override bool TryWriteNext(ArrayBufferWriter<char> text)
    {
        if (_row == _rows)
        {
            ReadBatch();
        }

        if (_levels[_row++] == 0 && _isNullable)
        {
            return false;
        }

        write(_values[_value++], text);
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose() => reader.Dispose();

    /// <summary>
    /// Reads a batch, which has at most the rows that are left in the page. Pointers in its values are valid until the next page is read.
    /// </summary>
    private void ReadBatch()
    {
        _rows = (int)reader.ReadBatch(_values.Length, _isNullable ? _levels : default(Span<short>), default, _values, out var values);
        (_row, _value) = (0, 0);
        if (_rows == 0 || values != (_isNullable ? _levels.AsSpan(0, _rows).Count((short)1) : _rows))
        {
            throw new MalformedRecordException("a column ends before its row group does");
        }
    }
}
