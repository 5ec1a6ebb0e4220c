using System.Buffers;
using System.Globalization;
using System.Text;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;
using Sylvan.Data.Csv;

namespace AccountCommStats.Exporting.Formats.Csv;

/// <summary>Reads the records of a CSV file in order. Also tells where each record is and how it is quoted, which a CSV reader hides.</summary>
/// <remarks>
/// A CSV reader accepts many forms of a value. Here the form matters: NULL is an empty field, the empty string is <c>""</c>,
/// and the exporter quotes only if it must.
/// </remarks>
internal sealed class CsvRecords : RecordReader
{
    private const char ByteOrderMark = '\uFEFF';

    // Used as the comment character to disable comments, because a text may begin with #. No record begins with a low surrogate.
    private const char NoComment = '\uDC00';
    private const int BufferCharacters = 64 * 1024;

    private static readonly SearchValues<char> CharactersToQuote = SearchValues.Create(",\"\n\r");

    private readonly CsvDialect _dialect;
    private readonly ExportSchema? _schema;
    private readonly Stream _stream;
    private readonly List<(bool IsQuoted, long Line)> _fields = [];
    private CsvDataReader? _reader;
    private bool[] _mayBeGuarded = [];
    private bool _lacksMark;
    private bool _hasQuotes;
    private long _line;
    private int _lines = 1;

    /// <summary>Creates the reader, before the first record.</summary>
    /// <param name="stream">The file's bytes; the caller keeps ownership.</param>
    /// <param name="dialect">The intended readers of the file, as its manifest says.</param>
    /// <param name="schema">The export, which says which columns are texts: a dialect may treat them differently.</param>
    public CsvRecords(Stream stream, CsvDialect dialect = CsvDialect.Standard, ExportSchema? schema = null)
    {
        _stream = stream;
        _dialect = dialect;
        _schema = schema;
    }

    /// <inheritdoc/>
    public override bool HasHeader => true;

    /// <inheritdoc/>
    public override long Place => _line;

    /// <inheritdoc/>
    public override long NextPlace => _line + _lines;

    /// <inheritdoc/>
    public override int FieldCount => _reader!.RowFieldCount;

    /// <inheritdoc/>
    public override string? RecordFault
    {
        get
        {
            if (_lacksMark && _line == 1)
            {
                return "the file lacks the byte order mark, which spreadsheets need to recognize UTF-8";
            }

            var raw = _reader!.GetRawRecordSpan();
            return raw.EndsWith("\r\n") ? _dialect == CsvDialect.Excel ? null : "the line ends with CR LF; it must end with LF"
                : raw.EndsWith("\n") ? _dialect == CsvDialect.Excel ? "the line ends with LF; it must end with CR LF" : null
                : raw.EndsWith("\r") ? "the line has a carriage return outside quotes"
                : "the last line has no line feed: the file was cut off, or another program wrote it";
        }
    }

    /// <inheritdoc/>
    public override bool CanHaveFormatFaults => _hasQuotes || FieldCount == 1;

    /// <inheritdoc/>
    public override ReadOnlySpan<char> this[int field]
    {
        get
        {
            var text = _reader!.GetFieldSpan(field);
            return field < _mayBeGuarded.Length && _mayBeGuarded[field] ? FormulaText.WithoutGuard(text) : text;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string>? ReadNames()
    {
        var encoding = (Encoding)new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).Clone();
        encoding.DecoderFallback = new DecoderReplacementFallback(InvalidBytes);
        var text = new StreamReader(_stream, encoding, detectEncodingFromByteOrderMarks: false, BufferCharacters, leaveOpen: true);
        var options = new CsvDataReaderOptions
        {
            HasHeaders = false, // The header is read as a record, so that its quoting and line are checked too.
            Delimiter = ',',
            Comment = NoComment,
            BufferSize = BufferCharacters,
            MaxBufferSize = MaximumRecordLength,
        };
        try
        {
            _reader = CsvDataReader.Create(text, options);
        }
        catch (CsvFormatException exception)
        {
            throw Malformed(exception);
        }

        if (!Read())
        {
            return null;
        }

        var names = Enumerable.Range(0, FieldCount).Select(field => this[field].ToString()).ToList();
        if (_dialect == CsvDialect.Excel)
        {
            _lacksMark = names[0] is not [ByteOrderMark, ..];
            names[0] = names[0].TrimStart(ByteOrderMark);
            _mayBeGuarded = [.. names.Select(name => _schema?.Columns.FirstOrDefault(column => column.Name == name)?.Type.Kind is SqlKind.Text or SqlKind.Varchar or SqlKind.Jsonb)];
        }

        return names;
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        _line += _lines;
        _lines = 0;
        try
        {
            if (!_reader!.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException exception)
        {
            throw Malformed(exception);
        }

        var raw = _reader.GetRawRecordSpan();
        _hasQuotes = raw.Contains('"');
        if (_hasQuotes)
        {
            FindFields(raw);
        }

        _lines = _hasQuotes ? raw.Count('\n') : raw.EndsWith("\n") ? 1 : 0;
        return true;
    }

    /// <inheritdoc/>
    public override string? GetShapeFault(int expected)
        => _reader!.GetRawRecordSpan() is "\n" or "\r\n" or "\r" && FieldCount != expected ? "the line is empty" : base.GetShapeFault(expected);

    /// <inheritdoc/>
    public override bool IsNull(int field) => _reader!.GetFieldSpan(field).IsEmpty && !IsQuoted(field);

    /// <inheritdoc/>
    public override long PlaceOf(int field) => _hasQuotes ? _fields[field].Line : _line;

    /// <summary>Whether a field has needless quotes, or lacks necessary ones.</summary>
    public override bool HasFormatFault(int field)
    {
        var value = _reader!.GetFieldSpan(field);
        if (!_hasQuotes)
        {
            return FieldCount == 1 && value is "\\.";
        }

        var mustBeQuoted = value.ContainsAny(CharactersToQuote)
            || (value.IsEmpty && IsQuoted(field))
            || (FieldCount == 1 && value is "\\.");
        return mustBeQuoted != IsQuoted(field);
    }

    /// <inheritdoc/>
    public override void Dispose() => _reader?.Dispose();

    private static MalformedRecordException Malformed(CsvFormatException exception)
    {
        var fault = exception is CsvRecordTooLargeException
            ? string.Create(CultureInfo.InvariantCulture, $"a row has more than {MaximumRecordLength:N0} characters; perhaps a quoted field is not closed")
            : "a quoted field is not closed, or text follows its closing quote";
        return new MalformedRecordException(fault, exception) { Field = exception.FieldOrdinal >= 0 ? exception.FieldOrdinal : null };
    }

    private bool IsQuoted(int field) => _hasQuotes && _fields[field].IsQuoted;

    /// <summary>Finds where each field of a well-formed record begins.</summary>
    private void FindFields(ReadOnlySpan<char> raw)
    {
        _fields.Clear();
        var line = _line;
        for (var position = 0; _fields.Count < FieldCount; position++)
        {
            var isQuoted = position < raw.Length && raw[position] == '"';
            _fields.Add((isQuoted, line));
            var start = position;
            if (isQuoted)
            {
                position = EndOfQuoted(raw, position + 1);
            }

            var comma = raw[position..].IndexOf(',');
            position = comma < 0 ? raw.Length : position + comma;
            line += raw[start..position].Count('\n');
        }
    }

    /// <summary>The position after the closing quote.</summary>
    private static int EndOfQuoted(ReadOnlySpan<char> raw, int position)
    {
        while (true)
        {
            position += raw[position..].IndexOf('"') + 1;
            if (position >= raw.Length || raw[position] != '"')
            {
                return position;
            }

            position++; // A doubled quote is part of the text.
        }
    }
}
