using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Publication;

/// <summary>The files of one export on their way: written beside their targets, published together or not at all.</summary>
internal sealed class ExportFiles : IDisposable
{
    private readonly string _directory;
    private readonly ExportFileName _name;
    private readonly ExportSchema _schema;
    private readonly OutputLayout _layout;
    private readonly List<RowsOutput> _outputs = [];

    /// <summary>Creates the files for the rows.</summary>
    /// <exception cref="OutputException">The directory is missing or cannot be written to, or something in it is in the way.</exception>
    public ExportFiles(string directory, ExportFileName name, ExportSchema schema, OutputLayout layout)
    {
        _directory = directory;
        _name = name;
        _schema = schema;
        _layout = layout;
        RefuseObstacles();
        try
        {
            foreach (var format in layout.Formats)
            {
                _outputs.Add(new RowsOutput(directory, name, schema, format, layout));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The rows, once in each format.</summary>
    public IReadOnlyList<RowsOutput> Outputs => _outputs;

    /// <summary>Which files of rows there are.</summary>
    public OutputLayout Layout => _layout;

    /// <summary>Bytes in the files of rows so far.</summary>
    public long Bytes => _outputs.Sum(output => output.Bytes);

    /// <summary>The file with the rejected rows, once there is one; it is CSV, and not compressed.</summary>
    public PendingFile? Rejects { get; private set; }

    /// <summary>Full path of the manifest.</summary>
    public string ManifestPath => Path.Combine(_directory, _name.Manifest);

    /// <summary>Rows written.</summary>
    public long Rows => _outputs[0].Rows;

    /// <summary>Rows there will be about, where that is known.</summary>
    public long? ExpectedRows { get; set; }

    /// <summary>Rows rejected.</summary>
    public long RejectedRows { get; private set; }

    /// <summary>Appends a chunk to the file it belongs to, and gives its buffer back.</summary>
    /// <exception cref="OutputException">The disk is full, or failed.</exception>
    public void Write(OutputChunk chunk)
    {
        using var buffer = chunk.Buffer;
        if (chunk.Output == OutputChunk.Rejects)
        {
            Rejects ??= CreateRejects();
            Rejects.Write(buffer.Written);
            RejectedRows += chunk.Rows;
        }
        else
        {
            _outputs[chunk.Output].Write(buffer, chunk.Rows, ExpectedRows);
        }
    }

    /// <summary>Flushes and checks the files. Nothing is written after that.</summary>
    /// <exception cref="OutputException">The disk is full, or failed.</exception>
    public void Complete()
    {
        foreach (var output in _outputs)
        {
            output.Complete();
        }

        Rejects?.Complete();
    }

    /// <summary>Gives the files their names, the manifest last.</summary>
    /// <exception cref="OutputException">The file system refuses.</exception>
    /// <remarks>
    /// A reader that waits for the manifest never sees one that does not match its files, not even where older files of the same
    /// as-of time are replaced and the machine dies half-way: the old manifest goes first and the old files after it, then the new files
    /// take their names, and only then the new manifest appears. Between two steps there is no manifest, and so nothing to
    /// load; the next run makes it good. The directory is flushed after each step, so that the disk keeps the order.
    /// The manifest is written to disk beforehand: no step but the last can find the disk full after one has been taken.
    /// Where a file cannot take its name, the old ones come back, and all is as it was.
    /// </remarks>
    public void Publish(ReadOnlySpan<byte> manifest)
    {
        using var manifestFile = new PendingFile(_directory, _name.Manifest);
        manifestFile.Write(manifest);
        manifestFile.Complete();
        RefuseObstacles(); // Again: much time has passed, and no step below is to fail.
        try
        {
            using var old = new ReplacedFiles(_directory, [_name.Manifest, _name.Rejects, .. OldFilesOfRows()]);
            Posix.FlushDirectory(_directory);
            PublishTogether([.. _outputs.SelectMany(output => output.Files).Select(each => each.File), .. Rejects is { } rejects ? [rejects] : Array.Empty<PendingFile>()]);
            old.IsReplaced = true;
            Posix.FlushDirectory(_directory);
            manifestFile.Publish();
            Posix.FlushDirectory(_directory);
        }
        catch (Exception exception) when (OutputErrors.IsOfFile(exception))
        {
            throw OutputErrors.Translate(exception, Path.Combine(_directory, _name.Stem), Bytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var output in _outputs)
        {
            output.Dispose();
        }

        Rejects?.Dispose();
    }

    private static void PublishTogether(IReadOnlyList<PendingFile> files)
    {
        var published = new Stack<PendingFile>();
        try
        {
            foreach (var file in files)
            {
                file.Publish();
                published.Push(file);
            }
        }
        catch
        {
            foreach (var file in published)
            {
                file.Withdraw();
            }

            throw;
        }
    }

    /// <summary>The names of files of rows of the same as-of time, in whatever format and in however many parts.</summary>
    private List<string> OldFilesOfRows()
        => Directory.EnumerateFiles(_directory, _name.Stem + ".*")
            .Select(path => Path.GetFileName(path))
            .Where(name => name != _name.Manifest && name != _name.Rejects && ExportFileName.Parse(name)?.Stem == _name.Stem)
            .ToList();

    private void RefuseObstacles()
    {
        var rows = _layout.Formats.Select(format => _name.DataWith(format, _layout.Compression, _layout.IsSplit ? 1 : null));
        foreach (var name in rows.Append(_name.Manifest).Append(_name.Rejects))
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
        using var header = new OutputBuffer(capacity: 256);
        RejectsFile.WriteHeader(_schema, header);
        file.Write(header.Written);
        return file;
    }
}
