using System.Buffers.Binary;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;
using ParquetSharp;
using ParquetSharp.IO;

namespace AccountCommStats.Exporting.Formats.Parquet;

/// <summary>Writes a Parquet file: collects the rows by column, and writes a row group whenever it has collected enough rows.</summary>
/// <remarks>Needs the memory of one row group, however many rows there are.</remarks>
internal sealed class ParquetRowsFile : RowsFile
{
    private const int MaximumRowsOfGroup = 64 * 1024;
    private const int MaximumBytesOfGroup = 10 * 1024 * 1024;
    private const int RowsOfTrial = 16 * 1024;
    private const int ZstdLevel = 3;

    private readonly ExportSchema _schema;
    private readonly IReadOnlyDictionary<string, string> _metadata;
    private readonly ParquetSharp.Compression _compression;
    private readonly ColumnChunk[] _columns;
    private readonly List<int> _starts = [];
    private readonly Target _target;
    private readonly ManagedOutputStream _output;
    private ParquetFileWriter? _writer;
    private int _rows;
    private long _bytes;

    /// <summary>Begins the file.</summary>
    /// <param name="schema">The export.</param>
    /// <param name="target">Receives the file's bytes; the caller keeps ownership.</param>
    /// <param name="compression">How pages are compressed; null for Zstandard.</param>
    /// <param name="metadata">The names and values of the file's metadata.</param>
    public ParquetRowsFile(ExportSchema schema, Stream target, FileCompression? compression, IReadOnlyDictionary<string, string> metadata)
    {
        _schema = schema;
        _metadata = metadata;
        _compression = compression switch
        {
            FileCompression.None => ParquetSharp.Compression.Uncompressed,
            FileCompression.Gzip => ParquetSharp.Compression.Gzip,
            _ => ParquetSharp.Compression.Zstd,
        };
        var layout = new RowLayout(schema);
        _columns = [.. schema.Columns.Select((column, i) => ColumnChunk.Create(column, layout.Offsets[i]))];
        _target = new Target(target);
        _output = new ManagedOutputStream(_target, leaveOpen: true);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> rows)
    {
        _starts.Clear();
        for (var start = 0; start < rows.Length;)
        {
            _starts.Add(start);
            var length = BinaryPrimitives.ReadInt32LittleEndian(rows[start..]);
            start += length;
            _bytes += length;
            if (_rows + _starts.Count == MaximumRowsOfGroup || _bytes >= MaximumBytesOfGroup)
            {
                Append(rows);
                EndGroup();
            }
        }

        Append(rows);
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        EndGroup();
        _writer ??= CreateWriter(_output, _ => true);
        _target.Guard(_writer.Close);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        try
        {
            using var output = _output; // Disposed even if the writer fails.
            _writer?.Dispose();
        }
        catch (Exception exception) when (exception is ParquetException or Errors.OutputException)
        {
            // The file is discarded. The user should see the error that made the export fail, and not this one.
        }
    }

    /// <summary>Appends the rows that begin at <see cref="_starts"/>.</summary>
    private void Append(ReadOnlySpan<byte> rows)
    {
        var starts = CollectionsMarshal.AsSpan(_starts);
        foreach (var column in _columns)
        {
            column.Append(rows, starts);
        }

        _rows += _starts.Count;
        _starts.Clear();
        if (_rows >= RowsOfTrial)
        {
            _writer ??= CreateWriter(_output, ChooseDictionaries());
        }
    }

    private void EndGroup()
    {
        if (_rows == 0)
        {
            return;
        }

        _writer ??= CreateWriter(_output, ChooseDictionaries());
        _target.Guard(() => WriteGroup(_writer, () => { }));
        foreach (var column in _columns)
        {
            column.Clear();
        }

        (_rows, _bytes) = (0, 0);
    }

    /// <summary>Writes the row group.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="whenBetweenColumns">Called before the first column and after each.</param>
    private void WriteGroup(ParquetFileWriter writer, Action whenBetweenColumns)
    {
        using var group = writer.AppendRowGroup();
        whenBetweenColumns();
        foreach (var column in _columns)
        {
            using (var values = group.NextColumn())
            {
                column.WriteTo(values);
                values.Close();
            }

            whenBetweenColumns();
        }
    }

    /// <summary>
    /// Finds the columns that are smaller with a dictionary. Encodes the first rows with and without one, because the type of a column does
    /// not tell which is smaller.
    /// </summary>
    private Func<int, bool> ChooseDictionaries()
    {
        var (plain, withDictionary) = (SizesWith(_ => false), SizesWith(_ => true));
        return column => withDictionary[column] < plain[column];
    }

    /// <summary>The size of each column in bytes, if the rows so far were a row group.</summary>
    private long[] SizesWith(Func<int, bool> hasDictionary)
    {
        using var trial = new Target(Stream.Null);
        using var output = new ManagedOutputStream(trial, leaveOpen: true);
        using var writer = CreateWriter(output, hasDictionary);
        var ends = new List<long>();
        WriteGroup(writer, () => ends.Add(trial.Position));
        return [.. ends.Skip(1).Zip(ends, (end, start) => end - start)];
    }

    private ParquetFileWriter CreateWriter(OutputStream target, Func<int, bool> hasDictionary)
    {
        using var nodes = ParquetType.SchemaOf(_schema);
        using var builder = new WriterPropertiesBuilder();
        if (_compression == ParquetSharp.Compression.Zstd)
        {
            builder.CompressionLevel(ZstdLevel);
        }

        builder
            .Compression(_compression)
            .EnablePageChecksum()
            .MemoryPool(MemoryPool.SystemMemoryPool()) // With the default pool, mimalloc, a long export took 30 MB more.
            .SortingColumns([.. _schema.Key.Select(ordinal => new WriterProperties.SortingColumn(ordinal))]);
        for (var i = 0; i < _columns.Length; i++)
        {
            _ = hasDictionary(i) ? builder.EnableDictionary(_schema.Columns[i].Name) : builder.DisableDictionary(_schema.Columns[i].Name);
        }

        using var properties = builder.Build();
        return new ParquetFileWriter(target, nodes, properties, _metadata);
    }

    /// <summary>
    /// The file that the library writes to. Native code passes on only the text of an exception, so this class keeps the exception itself.
    /// </summary>
    private sealed class Target(Stream stream) : Stream
    {
        private ExceptionDispatchInfo? _failure;
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        /// <summary>Calls the library. If writing to the file failed, throws the file's exception instead of the library's.</summary>
        public void Guard(Action call)
        {
            try
            {
                call();
            }
            catch (Exception) when (_failure is not null)
            {
                _failure.Throw();
            }
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                stream.Write(buffer);
                _length += buffer.Length;
            }
            catch (Exception exception)
            {
                _failure ??= ExceptionDispatchInfo.Capture(exception);
                throw;
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
