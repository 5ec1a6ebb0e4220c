using System.Runtime.ExceptionServices;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;
using ParquetSharp;

namespace AccountCommStats.Exporting.Formats.Parquet;

/// <summary>A file in Parquet: rows are gathered column by column, and written as a row group when there are enough.</summary>
/// <remarks>The memory is that of one row group, however many rows there are.</remarks>
internal sealed class ParquetRowsFile : RowsFile
{
    private const int MostRowsOfGroup = 128 * 1024;
    private const int MostBytesOfGroup = 24 * 1024 * 1024;

    private readonly ColumnChunk[] _columns;
    private readonly Target _target;
    private readonly ParquetFileWriter _writer;
    private int _rows;
    private long _bytes;

    /// <summary>Begins the file.</summary>
    /// <param name="schema">The export.</param>
    /// <param name="target">Takes the file's bytes; it stays the caller's.</param>
    /// <param name="compression">How pages are compressed; null for Zstandard.</param>
    /// <param name="metadata">What the file says of itself, by name.</param>
    public ParquetRowsFile(ExportSchema schema, Stream target, FileCompression? compression, IReadOnlyDictionary<string, string> metadata)
    {
        _columns = [.. schema.Columns.Select(ColumnChunk.Create)];
        _target = new Target(target);
        using var nodes = ParquetType.SchemaOf(schema);
        using var builder = new WriterPropertiesBuilder();
        using var properties = builder
            .Compression(compression switch
            {
                FileCompression.None => ParquetSharp.Compression.Uncompressed,
                FileCompression.Gzip => ParquetSharp.Compression.Gzip,
                _ => ParquetSharp.Compression.Zstd,
            })
            .EnablePageChecksum()
            .SortingColumns([.. schema.Key.Select(ordinal => new WriterProperties.SortingColumn(ordinal))])
            .Build();
        _writer = new ParquetFileWriter(_target, nodes, properties, metadata, leaveOpen: true);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> rows)
    {
        while (!rows.IsEmpty)
        {
            var length = 0;
            foreach (var column in _columns)
            {
                length += column.Append(rows[length..]);
            }

            rows = rows[length..];
            _bytes += length;
            _rows++;
            if (_rows == MostRowsOfGroup || _bytes >= MostBytesOfGroup)
            {
                EndGroup();
            }
        }
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        EndGroup();
        _target.Guard(_writer.Close);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        catch (Exception exception) when (exception is ParquetException or Errors.OutputException)
        {
            // The file is given up, and what made the export fail is the better message.
        }
    }

    private void EndGroup()
    {
        if (_rows > 0)
        {
            _target.Guard(WriteGroup);
            (_rows, _bytes) = (0, 0);
        }
    }

    private void WriteGroup()
    {
        using var group = _writer.AppendRowGroup();
        foreach (var column in _columns)
        {
            using var writer = group.NextColumn();
            column.WriteTo(writer);
        }
    }

    /// <summary>The file, as the library writes it. What goes wrong there comes back through native code as a text alone: here it is kept.</summary>
    private sealed class Target(Stream stream) : Stream
    {
        private ExceptionDispatchInfo? _failure;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => stream.Length;

        public override long Position { get => stream.Position; set => throw new NotSupportedException(); }

        /// <summary>Calls the library, and throws what the file threw.</summary>
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
