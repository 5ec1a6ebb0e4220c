using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>The fields of the current row of a DuckDB reader.</summary>
/// <param name="reader">The reader.</param>
internal struct DuckDbFields(DuckDBDataReader reader) : IFieldReader
{
    private const long UnixToPostgresMicroseconds = 946_684_800_000_000;
    private const int UnixToPostgresDays = 10_957;

    private int _next;
    private SqlKind _kind;

    /// <inheritdoc/>
    public readonly bool IsWhole => true;

    /// <inheritdoc/>
    public readonly string FieldText
    {
        get
        {
            var ordinal = _next - 1;
            return _kind switch
            {
                SqlKind.Bigint => reader.GetInt64(ordinal).ToString(CultureInfo.InvariantCulture),
                SqlKind.Numeric => Format(reader.GetFieldValue<DuckDBDecimal>(ordinal)),
                SqlKind.DoublePrecision => reader.GetDouble(ordinal).ToString(CultureInfo.InvariantCulture),
                SqlKind.Timestamp => Sources.FieldText.OfTimestamp(ToMicroseconds(reader.GetFieldValue<DuckDBTimestamp>(ordinal))),
                SqlKind.Date => Sources.FieldText.OfDate(ToDays(reader.GetFieldValue<DuckDBDateOnly>(ordinal))),
                SqlKind.Boolean => reader.GetBoolean(ordinal) ? "true" : "false",
                _ => reader.GetString(ordinal),
            };
        }
    }

    /// <inheritdoc/>
    public bool TryReadInt64(out long value)
    {
        var isPresent = MoveNext(SqlKind.Bigint, out var ordinal);
        value = isPresent ? reader.GetInt64(ordinal) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadBoolean(out bool value)
    {
        value = MoveNext(SqlKind.Boolean, out var ordinal) && reader.GetBoolean(ordinal);
        return !reader.IsDBNull(ordinal);
    }

    /// <inheritdoc/>
    public bool TryReadString([NotNullWhen(true)] out string? value)
    {
        value = MoveNext(SqlKind.Text, out var ordinal) ? reader.GetString(ordinal) : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public bool TryReadDecimal(out decimal value, out NumberKind kind)
    {
        kind = NumberKind.Finite;
        value = 0;
        if (!MoveNext(SqlKind.Numeric, out var ordinal))
        {
            return false;
        }

        // Does not read the driver's decimal, which loses the digits that do not fit.
        var number = reader.GetFieldValue<DuckDBDecimal>(ordinal);
        var digits = number.Value.ToInt128();
        var magnitude = UInt128.CreateTruncating(Int128.Abs(digits));
        int scale = number.Scale;
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

        value = new decimal(
            (int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), Int128.IsNegative(digits), (byte)scale);
        return true;
    }

    /// <inheritdoc/>
    public bool TryReadDouble(out double value)
    {
        var isPresent = MoveNext(SqlKind.DoublePrecision, out var ordinal);
        value = isPresent ? reader.GetDouble(ordinal) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadTimestamp(out long microseconds)
    {
        var isPresent = MoveNext(SqlKind.Timestamp, out var ordinal);
        microseconds = isPresent ? ToMicroseconds(reader.GetFieldValue<DuckDBTimestamp>(ordinal)) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadDate(out int days)
    {
        var isPresent = MoveNext(SqlKind.Date, out var ordinal);
        days = isPresent ? ToDays(reader.GetFieldValue<DuckDBDateOnly>(ordinal)) : 0;
        return isPresent;
    }

    private static long ToMicroseconds(DuckDBTimestamp timestamp)
        => timestamp.IsPositiveInfinity ? long.MaxValue
            : timestamp.IsNegativeInfinity ? long.MinValue
            : timestamp.ToDuckDBTimestampStruct().Micros - UnixToPostgresMicroseconds;

    private static int ToDays(DuckDBDateOnly date)
        => date.IsPositiveInfinity ? int.MaxValue
            : date.IsNegativeInfinity ? int.MinValue
            : date.ToDuckDBDate().Days - UnixToPostgresDays;

    private static string Format(DuckDBDecimal number)
    {
        var digits = number.Value.ToBigInteger();
        var text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(number.Scale + 1, '0');
        return (digits.Sign < 0 ? "-" : "") + (number.Scale == 0 ? text : text.Insert(text.Length - number.Scale, "."));
    }

    private bool MoveNext(SqlKind kind, out int ordinal)
    {
        _kind = kind;
        ordinal = _next++;
        return !reader.IsDBNull(ordinal);
    }
}
