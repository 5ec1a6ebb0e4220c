using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Formats.Text;
using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exporting.Formats.Csv;

/// <summary>
/// Writes rows as CSV per RFC 4180 in UTF-8, byte for byte as PostgreSQL's <c>COPY ... TO STDOUT (FORMAT csv)</c> does: NULL is
/// an empty field, the empty string is <c>""</c>, quotes only if needed, rows end with <c>\n</c>.
/// </summary>
/// <remarks>Allocates nothing, because it writes the bytes straight into the buffer.</remarks>
internal ref struct CsvFieldWriter : IFieldWriter
{
    // The longest text of a value that is not a string, including its comma: a double has at most 24 characters, a timestamptz
    // 29, a uuid 36, a numeric 31 plus the zeros that pad a scale above 28.
    private const int MaximumBytesOfScalar = 80;

    private static readonly SearchValues<char> CharactersToQuote = SearchValues.Create(",\"\n\r");

    private readonly OutputBuffer _buffer;
    private readonly int _fieldCount;
    private readonly bool _isForSpreadsheets;
    private Span<byte> _bytes;
    private int _position;
    private bool _hasField;

    /// <summary>Creates a writer of one row at the end of a buffer.</summary>
    /// <param name="buffer">Receives the bytes. It contains the row once <see cref="EndRow"/> has been called.</param>
    /// <param name="fieldCount">Number of fields in a row.</param>
    /// <param name="dialect">The intended readers of the file.</param>
    public CsvFieldWriter(OutputBuffer buffer, int fieldCount, CsvDialect dialect = CsvDialect.Standard)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        _buffer = buffer;
        _fieldCount = fieldCount;
        _isForSpreadsheets = dialect == CsvDialect.Excel;
        _bytes = buffer.Memory;
        _position = buffer.Length;
    }

    /// <summary>Ends the row and commits it to the buffer.</summary>
    public void EndRow()
    {
        Reserve(2);
        if (_isForSpreadsheets)
        {
            _bytes[_position++] = (byte)'\r';
        }

        _bytes[_position++] = (byte)'\n';
        _buffer.Commit(_position);
        _hasField = false;
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
            _bytes[_position++] = value.GetValueOrDefault() ? (byte)'t' : (byte)'f';
        }
    }

    /// <inheritdoc/>
    public void WriteString(string? value)
    {
        if (!BeginField(value is not null))
        {
            return;
        }

        if (_isForSpreadsheets && FormulaText.IsGuarded(value))
        {
            value = FormulaText.Guard + value;
        }

        // Each UTF-16 code unit needs at most three bytes in UTF-8; a quote, which needs one, may be doubled.
        Reserve(checked((value!.Length * 3) + 2));
        if (!NeedsQuotes(value))
        {
            _position += Encoding.UTF8.GetBytes(value, _bytes[_position..]);
            return;
        }

        _bytes[_position++] = (byte)'"';
        var rest = value.AsSpan();
        for (var quote = rest.IndexOf('"'); quote >= 0; quote = rest.IndexOf('"'))
        {
            _position += Encoding.UTF8.GetBytes(rest[..(quote + 1)], _bytes[_position..]);
            _bytes[_position++] = (byte)'"';
            rest = rest[(quote + 1)..];
        }

        _position += Encoding.UTF8.GetBytes(rest, _bytes[_position..]);
        _bytes[_position++] = (byte)'"';
    }

    /// <inheritdoc/>
    public void WriteDecimal(decimal? value, int scale)
    {
        if (BeginField(value.HasValue))
        {
            Reserve(MaximumBytesOfScalar + scale);
            _position += DecimalText.Write(value.GetValueOrDefault(), scale, _bytes[_position..]);
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
            _position += TimeText.WriteTimestamp(value.GetValueOrDefault(), _bytes[_position..]);
        }
    }

    /// <inheritdoc/>
    public void WriteTimestampTz(DateTime? value)
    {
        if (BeginField(value.HasValue))
        {
            _position += TimeText.WriteTimestamp(value.GetValueOrDefault(), _bytes[_position..]);
            "+00"u8.CopyTo(_bytes[_position..]);
            _position += 3;
        }
    }

    /// <inheritdoc/>
    public void WriteDate(DateOnly? value)
    {
        if (BeginField(value.HasValue))
        {
            _position += TimeText.WriteDate(value.GetValueOrDefault(), _bytes[_position..]);
        }
    }

    /// <inheritdoc/>
    public void WriteGuid(Guid? value)
    {
        if (BeginField(value.HasValue))
        {
            Take(value.GetValueOrDefault().TryFormat(_bytes[_position..], out var written), written);
        }
    }

    private readonly bool NeedsQuotes(string value)
        => value.Length == 0 || value.AsSpan().ContainsAny(CharactersToQuote) || (value == "\\." && _fieldCount == 1);

    /// <summary>Separates the field from the previous one and reserves room for a scalar.</summary>
    /// <returns>Whether the field has a value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool BeginField(bool hasValue)
    {
        Reserve(MaximumBytesOfScalar);
        if (_hasField)
        {
            _bytes[_position++] = (byte)',';
        }

        _hasField = true;
        return hasValue;
    }

    private void Take(bool fits, int written)
    {
        System.Diagnostics.Debug.Assert(fits, "A value is longer than the bytes reserved for it.");
        _position += written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (_bytes.Length - _position < count)
        {
            _bytes = _buffer.Grow(_position, count);
        }
    }
}
