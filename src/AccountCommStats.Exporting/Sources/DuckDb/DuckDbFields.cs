using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using DuckDB.NET.Native;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>The fields of one row of a chunk.</summary>
/// <param name="vectors">The columns of the chunk.</param>
/// <param name="row">The row in the chunk.</param>
/// <param name="texts">Caches recent texts.</param>
internal ref struct DuckDbFields(ReadOnlySpan<DuckDbVector> vectors, int row, TextCache texts) : IFieldReader
{
    private const long UnixToPostgresMicroseconds = 946_684_800_000_000;
    private const int UnixToPostgresDays = 10_957;

    private readonly ReadOnlySpan<DuckDbVector> _vectors = vectors;
    private int _next;
    private SqlKind _kind;

    /// <inheritdoc/>
    public readonly bool IsWhole => true;

    /// <inheritdoc/>
    public readonly string FieldText
    {
        get
        {
            ref readonly var vector = ref _vectors[_next - 1];
            return _kind switch
            {
                SqlKind.Bigint => vector.Int64(row).ToString(CultureInfo.InvariantCulture),
                SqlKind.Numeric => Format(vector.Digits(row), vector.Scale),
                SqlKind.DoublePrecision => vector.Double(row).ToString(CultureInfo.InvariantCulture),
                SqlKind.Timestamp => Sources.FieldText.OfTimestamp(ToMicroseconds(vector.Timestamp(row))),
                SqlKind.Date => Sources.FieldText.OfDate(ToDays(vector.Date(row))),
                SqlKind.Boolean => vector.Boolean(row) ? "true" : "false",
                _ => Encoding.UTF8.GetString(vector.Text(row)),
            };
        }
    }

    /// <inheritdoc/>
    public bool TryReadInt64(out long value)
    {
        ref readonly var vector = ref MoveNext(SqlKind.Bigint);
        var isPresent = vector.HasValue(row);
        value = isPresent ? vector.Int64(row) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadBoolean(out bool value)
    {
        ref readonly var vector = ref MoveNext(SqlKind.Boolean);
        var isPresent = vector.HasValue(row);
        value = isPresent && vector.Boolean(row);
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadString([NotNullWhen(true)] out string? value)
    {
        ref readonly var vector = ref MoveNext(SqlKind.Text);
        value = vector.HasValue(row) ? texts.TextOf(vector.Text(row)) : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public bool TryReadDecimal(out decimal value, out NumberKind kind)
    {
        ref readonly var vector = ref MoveNext(SqlKind.Numeric);
        kind = NumberKind.Finite;
        value = 0;
        if (!vector.HasValue(row))
        {
            return false;
        }

        var digits = vector.Digits(row);
        var magnitude = UInt128.CreateTruncating(Int128.Abs(digits));
        var scale = vector.Scale;
        while (scale > 0 && (magnitude >> 96 != 0 || scale > 28) && magnitude % 10 == 0)
        {
            magnitude /= 10;
            scale--;
        }

        if (magnitude >> 96 != 0 || scale > 28)
        {
            kind = NumberKind.Overflow;
            return true;
        }

        value = magnitude <= ulong.MaxValue
            ? DecimalBits.ToDecimal((ulong)magnitude, scale, Int128.IsNegative(digits))
            : new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), Int128.IsNegative(digits), (byte)scale);
        return true;
    }

    /// <inheritdoc/>
    public bool TryReadDouble(out double value)
    {
        ref readonly var vector = ref MoveNext(SqlKind.DoublePrecision);
        var isPresent = vector.HasValue(row);
        value = isPresent ? vector.Double(row) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadTimestamp(out long microseconds)
    {
        ref readonly var vector = ref MoveNext(SqlKind.Timestamp);
        var isPresent = vector.HasValue(row);
        microseconds = isPresent ? ToMicroseconds(vector.Timestamp(row)) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadDate(out int days)
    {
        ref readonly var vector = ref MoveNext(SqlKind.Date);
        var isPresent = vector.HasValue(row);
        days = isPresent ? ToDays(vector.Date(row)) : 0;
        return isPresent;
    }

    private static long ToMicroseconds(DuckDBTimestampStruct timestamp)
        => timestamp.IsPositiveInfinity ? long.MaxValue
            : timestamp.IsNegativeInfinity ? long.MinValue
            : timestamp.Micros - UnixToPostgresMicroseconds;

    private static int ToDays(DuckDBDate date)
        => date.IsPositiveInfinity ? int.MaxValue
            : date.IsNegativeInfinity ? int.MinValue
            : date.Days - UnixToPostgresDays;

    private static string Format(Int128 digits, int scale)
    {
        var text = Int128.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (Int128.IsNegative(digits) ? "-" : "") + (scale == 0 ? text : text.Insert(text.Length - scale, "."));
    }

    private ref readonly DuckDbVector MoveNext(SqlKind kind)
    {
        _kind = kind;
        return ref _vectors[_next++];
    }
}
