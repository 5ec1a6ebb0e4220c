using System.Buffers;
using System.Text;
using Sylvan.Data.Csv;

namespace AccountCommStats.Exporting.Verification;

/// <summary>The records of a CSV file one after the other, with their lines and with what a CSV reader otherwise hides.</summary>
/// <remarks>
/// A reader takes many forms for the same value. Here the form matters: NULL is an empty field and the empty text is
/// <c>""</c>, and a file that is byte for byte what the exporter writes is quoted where it must be and nowhere else.
/// </remarks>
internal sealed class CsvRecords : IDisposable
{
    /// <summary>
    /// Stands where bytes are no UTF-8. Two noncharacters in this order, which no text holds: a single one would accuse a
    /// text that really holds it.
    /// </summary>
    public const string InvalidBytes = "\uFFFE\uFFFF";

    // There are no comments, and a text may begin with #. No record begins with the second half of a character.
    private const char NoComment = '\uDC00';
    private const int BufferCharacters = 64 * 1024;
    private const int MostCharactersOfRecord = 256 * 1024 * 1024;

    private static readonly SearchValues<char> CharactersToQuote = SearchValues.Create(",\"\n\r");

    private readonly CsvDataReader _reader;
    private readonly List<(bool IsQuoted, long Line)> _fields = [];
    private bool _hasQuotes;
    private int _lines = 1;

    /// <summary>Creates the reader, before the first record.</summary>
    /// <param name="stream">The file's bytes; it stays the caller's.</param>
    /// <exception cref="CsvFormatException">The first record is malformed.</exception>
    public CsvRecords(Stream stream)
    {
        var encoding = (Encoding)new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).Clone();
        encoding.DecoderFallback = new DecoderReplacementFallback(InvalidBytes);
        _reader = CsvDataReader.Create(
            new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, BufferCharacters, leaveOpen: true),
            new CsvDataReaderOptions
            {
                HasHeaders = false, // The header is a record like others: it has a form and a line.
                Delimiter = ',',
                Comment = NoComment,
                BufferSize = BufferCharacters,
                MaxBufferSize = MostCharactersOfRecord,
            });
    }

    /// <summary>Line on which the record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Line on which the next record begins.</summary>
    public long NextLine => Line + _lines;

    /// <summary>How many fields the record has.</summary>
    public int FieldCount => _reader.RowFieldCount;

    /// <summary>Whether the record is an empty line.</summary>
    public bool IsEmptyLine => _reader.GetRawRecordSpan() is "\n" or "\r\n" or "\r";

    /// <summary>What is wrong with the end of the record; null if it is a line feed.</summary>
    public string? FaultOfEnd
    {
        get
        {
            var raw = _reader.GetRawRecordSpan();
            return raw.EndsWith("\r\n") ? "the line ends with CR LF where a line feed alone is written"
                : raw.EndsWith("\n") ? null
                : raw.EndsWith("\r") ? "a carriage return that is not quoted breaks the line"
                : "the last line has no line feed: the file was cut off, or something else wrote it";
        }
    }

    /// <summary>The value of a field, without quotes.</summary>
    public ReadOnlySpan<char> this[int field] => _reader.GetFieldSpan(field);

    /// <summary>Goes to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="CsvFormatException">It is malformed; nothing after it can be read.</exception>
    public bool Read()
    {
        Line += _lines;
        _lines = 0;
        if (!_reader.Read())
        {
            return false;
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

    /// <summary>Whether a field is quoted: an empty one is then the empty text and not NULL.</summary>
    public bool IsQuoted(int field) => _hasQuotes && _fields[field].IsQuoted;

    /// <summary>Line on which a field begins, from 1: a quoted text before it may hold line breaks.</summary>
    public long LineOf(int field) => _hasQuotes ? _fields[field].Line : Line;

    /// <summary>Whether any field can be wrongly quoted: most records need not be looked through.</summary>
    public bool MayBeWronglyQuoted => _hasQuotes || FieldCount == 1;

    /// <summary>Whether a field is quoted although nothing asks for it, or not quoted although something does.</summary>
    public bool IsWronglyQuoted(int field)
    {
        if (!_hasQuotes)
        {
            return FieldCount == 1 && this[field] is "\\.";
        }

        var value = this[field];
        var mustBeQuoted = value.ContainsAny(CharactersToQuote)
            || (value.IsEmpty && IsQuoted(field))
            || (FieldCount == 1 && value is "\\.");
        return mustBeQuoted != IsQuoted(field);
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    /// <summary>Finds where the fields of a well-formed record begin.</summary>
    private void FindFields(ReadOnlySpan<char> raw)
    {
        _fields.Clear();
        var line = Line;
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
