using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Verification;

/// <summary>The records of all parts of a delivered export in one format, in order, as if they were one file.</summary>
internal sealed class DeliveredRecords : RecordReader
{
    private readonly DeliveredExport _delivered;
    private readonly ExportSchema _schema;
    private readonly Queue<string> _paths;
    private DeliveredFile _file;
    private IReadOnlyList<string>? _names;

    /// <summary>Opens the first part of the first format.</summary>
    /// <param name="delivered">The export.</param>
    /// <param name="schema">Its specification.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public DeliveredRecords(DeliveredExport delivered, ExportSchema schema)
    {
        _delivered = delivered;
        _schema = schema;
        var first = delivered.EntryOf(delivered.DataPath)?.Format;
        _paths = new Queue<string>(delivered.DataPaths.Where(path => delivered.EntryOf(path)?.Format == first));
        _file = Open(_paths.Dequeue());
    }

    /// <inheritdoc/>
    public override bool HasHeader => _file.Records.HasHeader;

    /// <inheritdoc/>
    public override long Place => _file.Records.Place;

    /// <inheritdoc/>
    public override long NextPlace => _file.Records.NextPlace;

    /// <inheritdoc/>
    public override int FieldCount => _file.Records.FieldCount;

    /// <inheritdoc/>
    public override ReadOnlySpan<char> this[int field] => _file.Records[field];

    /// <inheritdoc/>
    public override IReadOnlyList<string>? ReadNames() => _names = _file.Records.ReadNames();

    /// <inheritdoc/>
    public override bool Read()
    {
        while (!_file.Records.Read())
        {
            if (!_paths.TryDequeue(out var next))
            {
                return false;
            }

            _file.Dispose();
            _file = Open(next);
            if (_file.Records.ReadNames() is not { } names || _names is null || !names.SequenceEqual(_names))
            {
                throw new MalformedRecordException($"'{Path.GetFileName(next)}' has different columns than the part before");
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override string? GetShapeFault(int expected) => _file.Records.GetShapeFault(expected);

    /// <inheritdoc/>
    public override bool IsNull(int field) => _file.Records.IsNull(field);

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();

    private DeliveredFile Open(string path) => new(path, isNamed: path == _delivered.NamedPath, _schema, _delivered.Dialect);
}
