using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>The fields of one tuple of PostgreSQL's binary COPY format, decoded in place.</summary>
/// <param name="bytes">The bytes received, beginning with the tuple's first field. Each field is a length and its bytes.</param>
/// <param name="texts">Caches recent texts.</param>
internal ref struct PostgresFields(ReadOnlySpan<byte> bytes, TextCache texts) : IFieldReader
{
    private const int NullLength = -1;

    private ReadOnlySpan<byte> _rest = bytes;
    private ReadOnlySpan<byte> _field;
    private SqlKind _kind;
    private bool _isCut;

    /// <inheritdoc/>
    public readonly bool IsWhole => !_isCut;

    /// <summary>The bytes received after the fields that were read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <inheritdoc/>
    public readonly string FieldText => _kind switch
    {
        SqlKind.Bigint => ToInt64(_field).ToString(CultureInfo.InvariantCulture),
        SqlKind.Numeric => new WireNumeric(_field).ToString(),
        SqlKind.DoublePrecision => ToDouble(_field).ToString(CultureInfo.InvariantCulture),
        SqlKind.Timestamp => Sources.FieldText.OfTimestamp(BinaryPrimitives.ReadInt64BigEndian(_field)),
        SqlKind.Date => Sources.FieldText.OfDate(BinaryPrimitives.ReadInt32BigEndian(_field)),
        SqlKind.Boolean => _field[0] != 0 ? "true" : "false",
        _ => Encoding.UTF8.GetString(_field),
    };

    /// <inheritdoc/>
    public bool TryReadInt64(out long value)
    {
        var isPresent = MoveNext(SqlKind.Bigint, out var field);
        value = isPresent ? ToInt64(field) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadBoolean(out bool value)
    {
        var isPresent = MoveNext(SqlKind.Boolean, out var field);
        value = isPresent && field[0] != 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadString([NotNullWhen(true)] out string? value)
    {
        value = MoveNext(SqlKind.Text, out var field) ? texts.TextOf(field) : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public bool TryReadDecimal(out decimal value, out NumberKind kind)
    {
        kind = default;
        var isPresent = MoveNext(SqlKind.Numeric, out var field);
        value = isPresent ? new WireNumeric(field).ToDecimal(out kind) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadDouble(out double value)
    {
        var isPresent = MoveNext(SqlKind.DoublePrecision, out var field);
        value = isPresent ? ToDouble(field) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadTimestamp(out long microseconds)
    {
        var isPresent = MoveNext(SqlKind.Timestamp, out var field);
        microseconds = isPresent ? BinaryPrimitives.ReadInt64BigEndian(field) : 0;
        return isPresent;
    }

    /// <inheritdoc/>
    public bool TryReadDate(out int days)
    {
        var isPresent = MoveNext(SqlKind.Date, out var field);
        days = isPresent ? BinaryPrimitives.ReadInt32BigEndian(field) : 0;
        return isPresent;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ToInt64(ReadOnlySpan<byte> field)
        => field.Length == sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(field)
            : field.Length == sizeof(int) ? BinaryPrimitives.ReadInt32BigEndian(field)
            : BinaryPrimitives.ReadInt16BigEndian(field);

    private static double ToDouble(ReadOnlySpan<byte> field)
        => field.Length == sizeof(double) ? BinaryPrimitives.ReadDoubleBigEndian(field) : BinaryPrimitives.ReadSingleBigEndian(field);

    /// <summary>Moves to the next field.</summary>
    /// <returns>Whether it has a value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MoveNext(SqlKind kind, out ReadOnlySpan<byte> field)
    {
        _kind = kind;
        if (BinaryPrimitives.TryReadInt32BigEndian(_rest, out var length))
        {
            var rest = _rest[sizeof(int)..];
            if ((uint)length <= (uint)rest.Length)
            {
                _field = field = rest[..length];
                _rest = rest[length..];
                return true;
            }

            if (length == NullLength)
            {
                _rest = rest;
                field = default;
                return false;
            }
        }

        _isCut = true;
        _rest = default;
        field = default;
        return false;
    }
}
