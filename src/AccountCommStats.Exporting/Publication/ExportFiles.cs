using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Csv;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Publication;

/// <summary>The files of one export on their way: written beside their targets, published together or not at all.</summary>
internal sealed class ExportFiles : IDisposable
{
    private readonly string _directory;
    private readonly ExportFileName _name;
    private readonly ExportSchema _schema;
    private readonly CompressedFile _rows;

    /// <summary>Creates the file for the rows, with its header.</summary>
    /// <exception cref="OutputException">The directory is missing or cannot be written to, or something in it is in the way.</exception>
    public ExportFiles(string directory, ExportFileName name, ExportSchema schema, FileCompression compression)
    {
        _directory = directory;
        _name = name;
        _schema = schema;
        Compression = compression;
        RefuseObstacles();
        Data = new PendingFile(directory, name.DataWith(compression));
        _rows = new CompressedFile(Data, compression);
        WriteHeader();
    }

    /// <summary>The file with the rows.</summary>
    public PendingFile Data { get; }

    /// <summary>How the file with the rows is compressed; the rejected rows are not.</summary>
    public FileCompression Compression { get; }

    /// <summary>The file with the rejected rows, once there is one.</summary>
    public PendingFile? Rejects { get; private set; }

    /// <summary>Full path of the manifest.</summary>
    public string ManifestPath => Path.Combine(_directory, _name.Manifest);

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows there will be about, where that is known.</summary>
    public long? ExpectedRows { get; set; }

    /// <summary>Rows rejected.</summary>
    public long RejectedRows { get; private set; }

    /// <summary>Appends a chunk to the file it belongs to, and gives its buffer back.</summary>
    /// <exception cref="OutputException">The disk is full, or failed.</exception>
    public void Write(OutputChunk chunk)
    {
        using var buffer = chunk.Buffer;
        if (chunk.IsRejects)
        {
            Rejects ??= CreateRejects();
            Rejects.Write(buffer.Written);
            RejectedRows += chunk.Rows;
        }
        else
        {
            Data.ExpectedBytes = ExpectedRows is { } rows && Rows > 0 ? Data.Bytes / Rows * rows : 0;
            _rows.Write(buffer.Written);
            Rows += chunk.Rows;
        }
    }

    /// <summary>Flushes and checks the files. Nothing is written after that.</summary>
    /// <exception cref="OutputException">The disk is full, or failed.</exception>
    public void Complete()
    {
        _rows.Complete();
        Data.Complete();
        Rejects?.Complete();
    }

    /// <summary>Gives the files their names, the manifest last.</summary>
    /// <exception cref="OutputException">The file system refuses.</exception>
    /// <remarks>
    /// A reader that waits for the manifest never sees one that does not match its file, not even where an older pair of
    /// the same name is replaced and the machine dies half-way: the old manifest goes first, then the file changes under its
    /// name in one step, and only then the new manifest appears. Between two steps there is no manifest, and so nothing to
    /// load; the next run makes it good. The directory is flushed after each step, so that the disk keeps the order.
    /// The manifest is written to disk beforehand: no step but the last can find the disk full after one has been taken.
    /// Where the file cannot take its name, the old manifest and rejects come back, and the old pair is as it was.
    /// </remarks>
    public void Publish(ReadOnlySpan<byte> manifest)
    {
        using var manifestFile = new PendingFile(_directory, _name.Manifest);
        manifestFile.Write(manifest);
        manifestFile.Complete();
        RefuseObstacles(); // Again: much time has passed, and no step below is to fail.
        try
        {
            using var old = new ReplacedFiles(_directory, [_name.Manifest, _name.Rejects, .. _name.OthersThan(Compression)]);
            Posix.FlushDirectory(_directory);
            Data.Publish();
            old.IsReplaced = true;
            Rejects?.Publish();
            Posix.FlushDirectory(_directory);
            manifestFile.Publish();
            Posix.FlushDirectory(_directory);
        }
        catch (Exception exception) when (OutputErrors.IsOfFile(exception))
        {
            throw OutputErrors.Translate(exception, Data.TargetPath, Data.Bytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        Data.Dispose();
        Rejects?.Dispose();
    }

    private void RefuseObstacles()
    {
        foreach (var name in new[] { _name.DataWith(Compression), _name.Manifest, _name.Rejects })
        {
            var path = Path.Combine(_directory, name);
            if (OutputErrors.ObstacleAt(path) is { } obstacle)
            {
                throw new OutputException($"'{path}' cannot be written: {obstacle}");
            }
        }
    }

    private PendingFile CreateRejects()
    {
        var file = new PendingFile(_directory, _name.Rejects);
        using var header = new CsvBuffer(capacity: 256);
        RejectsFile.WriteHeader(_schema, header);
        file.Write(header.Written);
        return file;
    }

    private void WriteHeader()
    {
        using var header = new CsvBuffer(capacity: 4096);
        var writer = new CsvFieldWriter(header, new long[_schema.Columns.Length]);
        foreach (var column in _schema.Columns)
        {
            writer.WriteString(column.Name);
        }

        writer.EndRow();
        _rows.Write(header.Written);
    }
}
