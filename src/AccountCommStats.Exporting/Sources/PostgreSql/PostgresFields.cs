using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace AccountCommStats.Exporting;

/// <summary>The fields of one tuple of PostgreSQL's binary COPY format, decoded where they lie.</summary>
/// <param name="tuple">The tuple's fields, each a length and its bytes; the whole tuple is there.</param>
internal ref struct PostgresFields(ReadOnlySpan<byte> tuple) : IFieldReader
{
    private const int NullLength = -1;

    private ReadOnlySpan<byte> _rest = tuple;
    private ReadOnlySpan<byte> _field;
    private SqlKind _kind;

    /// <inheritdoc/>
    public readonly string FieldText => _kind switch
    {
        SqlKind.Bigint => ToInt64(_field).ToString(CultureInfo.InvariantCulture),
        SqlKind.Numeric => new WireNumeric(_field).ToString(),
        SqlKind.DoublePrecision => ToDouble(_field).ToString(CultureInfo.InvariantCulture),
        SqlKind.Timestamp => Exporting.FieldText.OfTimestamp(BinaryPrimitives.ReadInt64BigEndian(_field)),
        SqlKind.Date => Exporting.FieldText.OfDate(BinaryPrimitives.ReadInt32BigEndian(_field)),
        SqlKind.Boolean => _field[0] != 0 ? "true" : "false",
        _ => Encoding.UTF8.GetString(_field),
    };

    /// <inheritdoc/>
    public bool TryReadInt64(out long value)
    {
        if (!MoveNext(SqlKind.Bigint))
        {
            value = 0;
            return false;
        }

        value = ToInt64(_field);
        return true;
    }

    /// <inheritdoc/>
    public bool TryReadBoolean(out bool value)
    {
        var isPresent = MoveNext(SqlKind.Boolean);
        value = isPresent && _field[0] != 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadString([NotNullWhen(true)] out string? value)
    {
        value = MoveNext(SqlKind.Text) ? Encoding.UTF8.GetString(_field) : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public bool TryReadDecimal(out decimal value, out NumberKind kind)
    {
        if (!MoveNext(SqlKind.Numeric))
        {
            value = 0;
            kind = default;
            return false;
        }

        value = new WireNumeric(_field).ToDecimal(out kind);
        return true;
    }

    /// <inheritdoc/>
    public bool TryReadDouble(out double value)
    {
        var isPresent = MoveNext(SqlKind.DoublePrecision);
        value = isPresent ? ToDouble(_field) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadTimestamp(out long microseconds)
    {
        var isPresent = MoveNext(SqlKind.Timestamp);
        microseconds = isPresent ? BinaryPrimitives.ReadInt64BigEndian(_field) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadDate(out int days)
    {
        var isPresent = MoveNext(SqlKind.Date);
        days = isPresent ? BinaryPrimitives.ReadInt32BigEndian(_field) : 0;
        return isPresent;
    }

    private static long ToInt64(ReadOnlySpan<byte> field) => field.Length switch
    {
        8 => BinaryPrimitives.ReadInt64BigEndian(field),
        4 => BinaryPrimitives.ReadInt32BigEndian(field),
        _ => BinaryPrimitives.ReadInt16BigEndian(field),
    };

    private static double ToDouble(ReadOnlySpan<byte> field)
        => field.Length == sizeof(double) ? BinaryPrimitives.ReadDoubleBigEndian(field) : BinaryPrimitives.ReadSingleBigEndian(field);

    /// <summary>Steps to the next field.</summary>
    /// <returns>Whether it has a value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MoveNext(SqlKind kind)
    {
        _kind = kind;
        var length = BinaryPrimitives.ReadInt32BigEndian(_rest);
        if (length == NullLength)
        {
            _rest = _rest[sizeof(int)..];
            return false;
        }

        _field = _rest.Slice(sizeof(int), length);
        _rest = _rest[(sizeof(int) + length)..];
        return true;
    }
}
