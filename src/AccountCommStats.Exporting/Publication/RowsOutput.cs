using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Publication;

/// <summary>The rows of an export in one format: in one file, or in parts, each a complete file.</summary>
internal sealed class RowsOutput : IDisposable
{
    private readonly IExportDestination _destination;
    private readonly ExportFileName _name;
    private readonly ExportSchema _schema;
    private readonly OutputLayout _layout;
    private readonly CancellationToken _cancellationToken;
    private readonly List<Part> _parts = [];

    /// <summary>Creates the first file.</summary>
    /// <exception cref="OutputException">The destination is missing or cannot be written to, or something in it is in the way.</exception>
    public RowsOutput(
        IExportDestination destination, ExportFileName name, ExportSchema schema, FileFormat format, OutputLayout layout, CancellationToken cancellationToken)
    {
        _destination = destination;
        _cancellationToken = cancellationToken;
        _name = name;
        _schema = schema;
        _layout = layout;
        Format = format;
        BeginPart();
    }

    /// <summary>The format.</summary>
    public FileFormat Format { get; }

    /// <summary>The files, and how many rows each has.</summary>
    public IEnumerable<(IPendingFile File, long Rows)> Files => _parts.Select(part => (part.File, part.Rows));

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes in the files so far.</summary>
    public long Bytes => _parts.Sum(part => part.File.Bytes);

    /// <summary>Appends rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="expectedRows">The approximate total number of rows; null if unknown.</param>
    /// <exception cref="OutputException">The disk is full, or failed.</exception>
    public void Write(OutputBuffer rows, int count, long? expectedRows)
    {
        var part = _parts[^1];
        part.File.ExpectedBytes = !_layout.IsSplit && expectedRows is { } expected && Rows > 0 ? part.File.Bytes / Rows * expected : 0;
        if (_layout.IsSplit)
        {
            Split(rows);
        }
        else
        {
            part.Write(rows.Written, count);
        }

        Rows += count;
    }

    /// <summary>Flushes and checks the files. Nothing can be written afterward.</summary>
    /// <exception cref="OutputException">The disk is full, or failed.</exception>
    public void Complete() => _parts[^1].Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _parts)
        {
            part.Content.Dispose();
            part.File.Dispose();
        }
    }

    /// <summary>Writes rows to the current part while it has room, in as few pieces as possible, and the other rows to the next parts.</summary>
    private void Split(OutputBuffer buffer)
    {
        var rows = buffer.Written;
        var (start, taken) = (0, 0);
        for (var i = 0; i < buffer.RowEnds.Count; i++)
        {
            var end = i == 0 ? 0 : buffer.RowEnds[i - 1];
            if (!HasRoom(_parts[^1], taken, buffer.RowEnds[i] - start))
            {
                _parts[^1].Write(rows[start..end], taken);
                _parts[^1].Complete();
                BeginPart();
                (start, taken) = (end, 0);
            }

            taken++;
        }

        _parts[^1].Write(rows[start..], taken);
    }

    /// <summary>Whether a part has room for one more row, besides those already taken for it. A row that is too large gets its own part.</summary>
    private bool HasRoom(Part part, int taken, long bytes)
        => part.Rows + taken == 0
            || (part.Rows + taken < (_layout.RowsPerFile ?? long.MaxValue) && part.RowBytes + bytes <= (_layout.BytesPerFile ?? long.MaxValue));

    private void BeginPart()
    {
        var file = _destination.Create(_name.DataWith(Format, _layout.Compression, _layout.IsSplit ? _parts.Count + 1 : null), _cancellationToken);
        try
        {
            var metadata = new Dictionary<string, string>
            {
                ["export"] = _schema.Name,
                ["spec_sha256"] = _schema.Document.Sha256,
                ["organization_id"] = _name.Organization,
                ["as_of"] = _name.AsOf.ToString("O"),
            };
            _parts.Add(new Part(file, RowFormats.Create(Format, _schema, new PendingFileStream(file), _layout.Compression, _layout.Dialect, metadata)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private sealed class Part(IPendingFile file, RowsFile content)
    {
        public IPendingFile File => file;

        public RowsFile Content => content;

        public long Rows { get; private set; }

        /// <summary>Bytes of the rows in this part, before they are compressed.</summary>
        public long RowBytes { get; private set; }

        public void Write(ReadOnlySpan<byte> rows, int count)
        {
            content.Write(rows);
            Rows += count;
            RowBytes += rows.Length;
        }

        public void Complete()
        {
            content.Complete();
            file.Complete();
        }
    }
}
