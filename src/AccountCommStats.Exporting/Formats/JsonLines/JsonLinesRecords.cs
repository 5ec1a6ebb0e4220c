using System.Text.Json;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Formats.JsonLines;

/// <summary>Reads the records of a file in JSON Lines, one object per line.</summary>
internal sealed class JsonLinesRecords : RecordReader
{
    private const int RoomForOffset = 2;

    private readonly LineReader _lines;
    private readonly ExportSchema _schema;
    private readonly List<Field> _fields = [];
    private string[] _names = [];
    private SqlType[] _types = [];
    private char[] _text = new char[4096];
    private int _textLength;
    private long _place = 1;
    private byte[] _written = [];
    private bool _isFirstRead;
    private string? _faultOfNames;
    private bool _hasSpace;

    /// <summary>Creates the reader, before the first record.</summary>
    /// <param name="stream">The file's bytes; the caller keeps ownership.</param>
    /// <param name="schema">The export, which has the types of the columns.</param>
    public JsonLinesRecords(Stream stream, ExportSchema schema)
    {
        _lines = new LineReader(stream, MaximumRecordLength);
        _schema = schema;
    }

    /// <inheritdoc/>
    public override long Place => NextPlace - 1;

    /// <inheritdoc/>
    public override long NextPlace => _place;

    /// <inheritdoc/>
    public override int FieldCount => _fields.Count;

    /// <inheritdoc/>
    public override string? RecordFault
        => !_lines.HasLineFeed ? "the last line has no line feed: the file was cut off, or another program wrote it"
            : _hasSpace ? "there is whitespace between names and values"
            : null;

    /// <inheritdoc/>
    public override bool CanHaveFormatFaults => true;

    /// <inheritdoc/>
    public override ReadOnlySpan<char> this[int field] => _text.AsSpan(_fields[field].Start, _fields[field].Length);

    /// <inheritdoc/>
    public override IReadOnlyList<string>? ReadNames()
    {
        _isFirstRead = _lines.Read();
        if (!_isFirstRead)
        {
            return null;
        }

        var names = new List<string>();
        Parse((ref Utf8JsonReader json) =>
        {
            names.Add(json.GetString()!);
            json.Read();
            json.Skip();
        });
        _names = [.. names];
        _types = [.. _names.Select(name => _schema.Columns.FirstOrDefault(column => column.Name == name)?.Type ?? new SqlType(SqlKind.Text))];
        return _names;
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        if (!_isFirstRead && !_lines.Read())
        {
            return false;
        }

        _isFirstRead = false;
        _place++;
        _fields.Clear();
        (_textLength, _faultOfNames, _hasSpace) = (0, null, false);
        var end = 1L; // The position after the opening brace.
        Parse((ref Utf8JsonReader json) => end = ReadMember(ref json, end));
        _hasSpace |= _lines.Line.Length != end + (_fields.Count == 0 ? 1 : 0);
        return true;
    }

    /// <inheritdoc/>
    public override string? GetShapeFault(int expected)
        => _faultOfNames ?? (FieldCount == expected ? null : $"the row has {CountText.Of(FieldCount, "member")} instead of {expected}");

    /// <inheritdoc/>
    public override bool IsNull(int field) => _fields[field].IsNull;

    /// <inheritdoc/>
    public override bool HasFormatFault(int field) => _fields[field].HasFault;

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    private delegate void Member(ref Utf8JsonReader json);

    /// <summary>Reads the line as an object. Calls <paramref name="member"/> at the name of each member.</summary>
    private void Parse(Member member)
    {
        try
        {
            var json = new Utf8JsonReader(_lines.Line, new JsonReaderOptions { MaxDepth = 1_000 });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                throw new MalformedRecordException("the line is not a JSON object");
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                member(ref json);
            }

            json.Read(); // Throws if the line has anything after the object.
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new MalformedRecordException("the line is not a JSON object", exception);
        }
    }

    /// <summary>Reads a member.</summary>
    /// <param name="json">Positioned at its name; afterward at the end of its value.</param>
    /// <param name="end">Where the previous member ends, including its comma.</param>
    /// <returns>Where this one ends, including its comma or the closing brace.</returns>
    private long ReadMember(ref Utf8JsonReader json, long end)
    {
        var number = _fields.Count;
        _hasSpace |= json.TokenStartIndex != end;
        if (number < _names.Length && !json.ValueTextEquals(_names[number]))
        {
            _faultOfNames ??= $"member {number + 1} is '{json.GetString()}' where '{_names[number]}' is expected";
        }

        var endOfName = json.TokenStartIndex + json.ValueSpan.Length + 3; // The two quotes and the colon.
        json.Read();
        _hasSpace |= json.TokenStartIndex != endOfName;
        var start = json.TokenStartIndex;
        var type = number < _types.Length ? _types[number] : new SqlType(SqlKind.Text);
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            json.Skip();
            AddField(Transcode(_lines.Line[(int)start..(int)json.BytesConsumed]), isNull: false, hasFault: true);
        }
        else if (json.TokenType == JsonTokenType.Null)
        {
            AddField(0, isNull: true, hasFault: false);
        }
        else if (json.TokenType == JsonTokenType.String)
        {
            AddString(ref json, type);
        }
        else
        {
            var isBoolean = json.TokenType is JsonTokenType.True or JsonTokenType.False;
            var text = !isBoolean ? json.ValueSpan : json.TokenType == JsonTokenType.True ? "t"u8 : "f"u8;
            AddField(Transcode(text), isNull: false, hasFault: isBoolean ? type.Kind != SqlKind.Boolean : !IsNumber(type));
        }

        return json.BytesConsumed + 1;
    }

    private void AddString(ref Utf8JsonReader json, SqlType type)
    {
        MakeRoom(json.ValueSpan.Length);
        int length;
        try
        {
            length = json.CopyString(_text.AsSpan(_textLength));
        }
        catch (InvalidOperationException)
        {
            InvalidBytes.CopyTo(_text.AsSpan(_textLength));
            AddField(InvalidBytes.Length, isNull: false, hasFault: false);
            return;
        }

        var hasFault = IsNumber(type) || type.Kind == SqlKind.Boolean || (json.ValueIsEscaped && !IsCanonicallyEscaped(_text.AsSpan(_textLength, length), json.ValueSpan));
        if (type.Kind is SqlKind.Timestamp or SqlKind.TimestampTz)
        {
            var inCsv = JsonTime.ToCsv(_text.AsSpan(_textLength, length + RoomForOffset), length, type.Kind == SqlKind.TimestampTz);
            hasFault |= inCsv == length;
            length = inCsv;
        }

        AddField(length, isNull: false, hasFault);
    }

    /// <summary>Whether a text in the file is escaped in the way in which the exporter escapes it.</summary>
    private bool IsCanonicallyEscaped(ReadOnlySpan<char> text, ReadOnlySpan<byte> value)
    {
        var maximumBytes = (text.Length * JsonString.MaximumBytesOfCharacter) + 2;
        if (_written.Length < maximumBytes)
        {
            _written = new byte[maximumBytes];
        }

        var length = JsonString.Write(text, _written);
        return _written.AsSpan(1, length - 2).SequenceEqual(value);
    }

    private int Transcode(ReadOnlySpan<byte> utf8)
    {
        MakeRoom(utf8.Length);
        return System.Text.Encoding.UTF8.GetChars(utf8, _text.AsSpan(_textLength));
    }

    private void AddField(int length, bool isNull, bool hasFault)
    {
        _fields.Add(new Field(_textLength, length, isNull, hasFault));
        _textLength += length;
    }

    private void MakeRoom(int characters)
    {
        if (_text.Length - _textLength < characters + RoomForOffset)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _textLength + characters + RoomForOffset));
        }
    }

    /// <summary>Whether values of a type are JSON numbers.</summary>
    private static bool IsNumber(SqlType type)
        => type.Kind is SqlKind.Bigint or SqlKind.Integer or SqlKind.Smallint or SqlKind.Numeric or SqlKind.DoublePrecision
            && !JsonColumn.IsString(type);

    private readonly record struct Field(int Start, int Length, bool IsNull, bool HasFault);
}
