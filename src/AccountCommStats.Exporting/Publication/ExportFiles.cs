using System.Security.Cryptography;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Publication;

/// <summary>The files of one export while they are written. Either all of them are published, or none.</summary>
internal sealed class ExportFiles : IDisposable
{
    private readonly IExportDestination _destination;
    private readonly ExportFileName _name;
    private readonly ExportSchema _schema;
    private readonly OutputLayout _layout;
    private readonly CancellationToken _cancellationToken;
    private readonly List<RowsOutput> _outputs = [];

    /// <summary>Creates the files for the rows.</summary>
    /// <exception cref="OutputException">The destination is missing or cannot be written to, or something in it is in the way.</exception>
    public ExportFiles(IExportDestination destination, ExportFileName name, ExportSchema schema, OutputLayout layout, CancellationToken cancellationToken)
    {
        _destination = destination;
        _cancellationToken = cancellationToken;
        _name = name;
        _schema = schema;
        _layout = layout;
        destination.RefuseObstacles([.. layout.Formats.Select(format => name.DataWith(format, layout.Compression, layout.IsSplit ? 1 : null)), name.Manifest, name.Rejects, name.Report]);
        try
        {
            foreach (var format in layout.Formats)
            {
                _outputs.Add(new RowsOutput(destination, name, schema, format, layout, cancellationToken));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The outputs of the rows, one for each format.</summary>
    public IReadOnlyList<RowsOutput> Outputs => _outputs;

    /// <summary>Which files of rows the export has.</summary>
    public OutputLayout Layout => _layout;

    /// <summary>Bytes in the files of rows so far.</summary>
    public long Bytes => _outputs.Sum(output => output.Bytes);

    /// <summary>The file with the rejected rows, uncompressed CSV; null until a row is rejected.</summary>
    public IPendingFile? Rejects { get; private set; }

    /// <summary>Path or address of the manifest.</summary>
    public string ManifestPath => _destination.PathOf(_name.Manifest);

    /// <summary>Rows written.</summary>
    public long Rows => _outputs[0].Rows;

    /// <summary>The approximate total number of rows; null if unknown.</summary>
    public long? ExpectedRows { get; set; }

    /// <summary>Rows rejected.</summary>
    public long RejectedRows { get; private set; }

    /// <summary>Appends a chunk to its file, and returns the chunk's buffer to the pool.</summary>
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

    /// <summary>Flushes and checks the files. Nothing can be written afterward.</summary>
    /// <exception cref="OutputException">The disk is full, or failed.</exception>
    public void Complete()
    {
        foreach (var output in _outputs)
        {
            output.Complete();
        }

        Rejects?.Complete();
    }

    /// <summary>Publishes the files, the manifest last.</summary>
    /// <param name="held">The lock of the target.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="signingKey">The key that signs the manifest; null for no signature.</param>
    /// <exception cref="OutputException">The destination refuses.</exception>
    public async Task PublishAsync(IAsyncDisposable held, ReadOnlyMemory<byte> manifest, ECDsa? signingKey)
    {
        List<IPendingFile> files = [.. _outputs.SelectMany(output => output.Files).Select(file => file.File)];
        if (Rejects is not null)
        {
            files.Add(Rejects);
        }

        using var signature = signingKey is null ? null : _destination.Create(_name.Signature, _cancellationToken);
        if (signature is not null)
        {
            signature.Write(ManifestSignature.Create(signingKey!, manifest.Span));
            signature.Complete();
            files.Add(signature);
        }

        await _destination.PublishAsync(_name, held, files, manifest, _cancellationToken).ConfigureAwait(false);
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

    private IPendingFile CreateRejects()
    {
        var file = _destination.Create(_name.Rejects, _cancellationToken);
        using var header = new OutputBuffer(capacity: 256);
        RejectsFile.WriteHeader(_schema, header);
        file.Write(header.Written);
        return file;
    }
}
