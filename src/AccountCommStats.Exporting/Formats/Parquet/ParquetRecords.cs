using System.Buffers;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;
using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace AccountCommStats.Exporting.Formats.Parquet;

/// <summary>Reads the rows of a Parquet file, and yields the values as CSV texts.</summary>
/// <remarks>The objects of the library must be disposed in order: a finalizer that accesses a closed file would end the process.</remarks>
internal sealed class ParquetRecords : RecordReader
{
    private const int RowsOfBatch = 1024;

    private readonly ManagedRandomAccessFile _file;
    private readonly ExportSchema _schema;
    private readonly List<ColumnValues> _columns = [];
    private readonly ArrayBufferWriter<char> _text = new(4096);
    private readonly Func<bool> _readRow;
    private ParquetFileReader? _reader;
    private RowGroupReader? _group;
    private SqlType[] _types = [];
    private Field[] _fields = [];
    private int _nextGroup;
    private long _rowsOfGroup;
    private long _rows;

    /// <summary>Creates the reader, before the first row.</summary>
    /// <param name="stream">The file, which must be seekable; the caller keeps ownership.</param>
    /// <param name="schema">The export.</param>
    public ParquetRecords(Stream stream, ExportSchema schema)
    {
        _file = new ManagedRandomAccessFile(stream, leaveOpen: true);
        _schema = schema;
        _readRow = ReadRow;
    }

    /// <inheritdoc/>
    public override long Place => _rows;

    /// <inheritdoc/>
    public override long NextPlace => _rows + 1;

    /// <inheritdoc/>
    public override int FieldCount => _fields.Length;

    /// <inheritdoc/>
    public override ReadOnlySpan<char> this[int field] => _text.WrittenSpan.Slice(_fields[field].Start, _fields[field].Length);

    /// <inheritdoc/>
    public override IReadOnlyList<string>? ReadNames()
        => OrMalformed(() =>
        {
            using var properties = ReaderProperties.GetDefaultReaderProperties();
            properties.EnablePageChecksumVerification();
            properties.EnableBufferedStream();
            _reader = new ParquetFileReader(_file, properties);
            var schema = _reader.FileMetaData.Schema;
            var columns = Enumerable.Range(0, schema.NumColumns).Select(schema.Column).ToList();
            if (columns.Any(column => column.MaxRepetitionLevel > 0 || column.MaxDefinitionLevel > 1 || column.Path.ToDotString() != column.Name))
            {
                throw new MalformedRecordException("a column is nested; an export has no nested columns");
            }

            string[] names = [.. columns.Select(column => column.Name)];
            _types = [.. names.Select(name => _schema.Columns.FirstOrDefault(column => column.Name == name)?.Type ?? new SqlType(SqlKind.Text))];
            _fields = new Field[names.Length];
            return names;
        });

    /// <inheritdoc/>
    public override bool Read() => OrMalformed(_readRow);

    /// <inheritdoc/>
    public override bool IsNull(int field) => _fields[field].IsNull;

    /// <inheritdoc/>
    public override string? GetTypeFault(int field, ExportColumn column)
    {
        using var expected = ParquetType.NodeOf(column);
        using var found = _reader!.FileMetaData.Schema.Column(field).SchemaNode;
        return found.Equals(expected) ? null : $"is {Describe(found)} in the file, but {Describe(expected)} in the specification";
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        CloseGroup();
        _reader?.Dispose();
        _file.Dispose();
    }

    private bool ReadRow()
    {
        while (_rowsOfGroup == 0)
        {
            if (_nextGroup == _reader!.FileMetaData.NumRowGroups)
            {
                return false;
            }

            OpenGroup();
        }

        _rowsOfGroup--;
        _rows++;
        _text.ResetWrittenCount();
        for (var field = 0; field < _fields.Length; field++)
        {
            var start = _text.WrittenCount;
            var hasValue = _columns[field].TryWriteNext(_text);
            _fields[field] = new Field(start, _text.WrittenCount - start, !hasValue);
        }

        return true;
    }

    private void OpenGroup()
    {
        CloseGroup();
        _group = _reader!.RowGroup(_nextGroup++);
        _rowsOfGroup = _group.MetaData.NumRows;
        for (var column = 0; column < _types.Length; column++)
        {
            _columns.Add(ColumnValues.Open(_group.Column(column), _types[column], RowsOfBatch));
        }
    }

    private void CloseGroup()
    {
        foreach (var column in _columns)
        {
            column.Dispose();
        }

        _columns.Clear();
        _group?.Dispose();
        _group = null;
    }

    private static string Describe(Node node)
        => node is PrimitiveNode primitive
            ? $"{primitive.Repetition.ToString().ToUpperInvariant()} {primitive.PhysicalType} {primitive.LogicalType}"
            : "a group";

    private static TResult OrMalformed<TResult>(Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (ParquetException exception)
        {
            throw new MalformedRecordException($"it is not a valid Parquet file: {exception.Message}", exception);
        }
    }

    private readonly record struct Field(int Start, int Length, bool IsNull);
}
