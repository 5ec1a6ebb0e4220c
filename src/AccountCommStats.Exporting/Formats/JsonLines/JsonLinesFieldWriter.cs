using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Formats.Text;
using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exporting.Formats.JsonLines;

/// <summary>
/// Writes rows as JSON Lines: one object per line, columns in order, NULL as <c>null</c>. Numbers have all their digits; those of types
/// with more than 15 digits are strings. Dates and times are strings in ISO 8601, times in UTC with <c>Z</c>. A jsonb value is a string
/// with its text.
/// </summary>
/// <remarks>Allocates nothing, because it writes the bytes straight into the buffer.</remarks>
internal ref struct JsonLinesFieldWriter : IFieldWriter
{
    // A double has at most 24 characters, a time 28 in quotes, a uuid 38, a numeric 31 plus the zeros that pad a scale above 28.
    private const int MaximumBytesOfScalar = 80;

    private readonly OutputBuffer _buffer;
    private readonly JsonColumn[] _columns;
    private Span<byte> _bytes;
    private int _position;
    private int _field;

    /// <summary>Creates a writer of one row at the end of a buffer.</summary>
    /// <param name="buffer">Receives the bytes. It contains the row once <see cref="EndRow"/> has been called.</param>
    /// <param name="columns">The columns.</param>
    public JsonLinesFieldWriter(OutputBuffer buffer, JsonColumn[] columns)
    {
        _buffer = buffer;
        _columns = columns;
        _bytes = buffer.Memory;
        _position = buffer.Length;
    }

    /// <summary>Ends the row and commits it to the buffer.</summary>
    public void EndRow()
    {
        Reserve(2);
        "}\n"u8.CopyTo(_bytes[_position..]);
        _position += 2;
        _buffer.Commit(_position);
        _field = 0;
    }

    /// <inheritdoc/>
    public void WriteInt64(long? value)
    {
        if (BeginField(value.HasValue))
        {
            _position += IntegerText.Write(value.GetValueOrDefault(), _bytes[_position..]);
        }
    }

    /// <inheritdoc/>
    public void WriteBoolean(bool? value)
    {
        if (BeginField(value.HasValue))
        {
            Append(value.GetValueOrDefault() ? "true"u8 : "false"u8);
        }
    }

    /// <inheritdoc/>
    public void WriteString(string? value)
    {
        if (BeginField(value is not null))
        {
            Reserve(checked((value!.Length * JsonString.MaximumBytesOfCharacter) + 2));
            _position += JsonString.Write(value, _bytes[_position..]);
        }
    }

    /// <inheritdoc/>
    public void WriteDecimal(decimal? value, int scale)
    {
        if (BeginField(value.HasValue))
        {
            Reserve(MaximumBytesOfScalar + scale);
            var isString = _columns[_field - 1].IsExactString;
            if (isString)
            {
                _bytes[_position++] = (byte)'"';
            }

            _position += DecimalText.Write(value.GetValueOrDefault(), scale, _bytes[_position..]);
            if (isString)
            {
                _bytes[_position++] = (byte)'"';
            }
        }
    }

    /// <inheritdoc/>
    public void WriteDouble(double? value)
    {
        if (BeginField(value.HasValue))
        {
            _position += DoubleText.Write(value.GetValueOrDefault(), _bytes[_position..]);
        }
    }

    /// <inheritdoc/>
    public void WriteTimestamp(DateTime? value)
    {
        if (BeginField(value.HasValue))
        {
            _bytes[_position++] = (byte)'"';
            var text = _bytes[_position..];
            _position += TimeText.WriteTimestamp(value.GetValueOrDefault(), text);
            text[JsonTime.PlaceOfT] = (byte)'T';
            Append("Z\""u8);
        }
    }

    /// <inheritdoc/>
    public void WriteTimestampTz(DateTime? value) => WriteTimestamp(value);

    /// <inheritdoc/>
    public void WriteDate(DateOnly? value)
    {
        if (BeginField(value.HasValue))
        {
            _bytes[_position++] = (byte)'"';
            _position += TimeText.WriteDate(value.GetValueOrDefault(), _bytes[_position..]);
            _bytes[_position++] = (byte)'"';
        }
    }

    /// <inheritdoc/>
    public void WriteGuid(Guid? value)
    {
        if (BeginField(value.HasValue))
        {
            _bytes[_position++] = (byte)'"';
            value.GetValueOrDefault().TryFormat(_bytes[_position..], out var written);
            _position += written;
            _bytes[_position++] = (byte)'"';
        }
    }

    /// <summary>Writes the name of the field, reserves room for a scalar, and writes <c>null</c> for NULL.</summary>
    /// <returns>Whether the field has a value.</returns>
    private bool BeginField(bool hasValue)
    {
        var prefix = _columns[_field++].Prefix;
        Reserve(prefix.Length + MaximumBytesOfScalar);
        Append(prefix);
        if (!hasValue)
        {
            Append("null"u8);
        }

        return hasValue;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes[_position..]);
        _position += bytes.Length;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _position < count)
        {
            _bytes = _buffer.Grow(_position, count);
        }
    }
}
