using System.Globalization;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Verification;
using AccountCommStats.Exports;

namespace AccountCommStats.Comparison;

/// <summary>Reads the rows of a delivered file, in strictly ascending order of their key.</summary>
internal sealed class DeliveredRows : IDisposable
{
    private readonly DeliveredRecords _records;
    private readonly Func<bool> _read;
    private readonly KeyCheck _order;
    private readonly int _fieldCount;

    private DeliveredRows(string path, DeliveredExport delivered, ExportManifest manifest, ExportSchema schema)
    {
        Path = path;
        Manifest = manifest;
        Schema = schema;
        _order = new KeyCheck(schema);
        _records = new DeliveredRecords(delivered, schema);
        _read = _records.Read;
        try
        {
            Fields = ReadNames();
            _fieldCount = Fields.Count;
            KeyFields = [.. schema.Key.Select(ordinal => Fields.GetValueOrDefault(schema.Columns[ordinal].Name, -1))];
            if (KeyFields.Contains(-1))
            {
                throw Fault($"the header lacks the key, {schema.KeyName}");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>The manifest.</summary>
    public ExportManifest Manifest { get; }

    /// <summary>The export.</summary>
    public ExportSchema Schema { get; }

    /// <summary>The field of each column, by name.</summary>
    public IReadOnlyDictionary<string, int> Fields { get; }

    /// <summary>The fields of the key.</summary>
    public int[] KeyFields { get; }

    /// <summary>Rows read.</summary>
    public long Rows { get; private set; }

    /// <summary>The key of the current row, as text.</summary>
    public string Key => string.Join(" + ", KeyFields.Select(number => _records[number].ToString()));

    /// <summary>The value of a field; meaningless if it is NULL.</summary>
    public ReadOnlySpan<char> this[int field] => _records[field];

    /// <summary>Opens a file, before its first row.</summary>
    /// <param name="path">Path of the file or of its manifest.</param>
    /// <exception cref="SourceException">It cannot be read, or has no manifest.</exception>
    /// <exception cref="SourceMismatchException">This binary does not know its export.</exception>
    public static DeliveredRows Open(string path)
    {
        var delivered = DeliveredExport.Find(path);
        var manifest = delivered.Manifest ?? throw new SourceException($"'{path}': {delivered.ManifestFault}. The manifest is needed: it says what the columns are.");
        var schema = ExportCatalog.Find(manifest.Export)?.Schema
            ?? throw new SourceMismatchException(
                $"'{path}' is an export of '{manifest.Export}', which this binary does not know. Known: {string.Join(", ", ExportCatalog.All.Select(export => export.Schema.Name))}.");
        try
        {
            return new DeliveredRows(path, delivered, manifest, schema);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"'{delivered.DataPath}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="SourceException">The row is malformed, has no key, or its key is not after the previous one.</exception>
    public bool Read()
    {
        if (!Guard(_read))
        {
            return Rows == Manifest.Rows ? false : throw Fault($"the file has {CountText.Of(Rows, "row")}; its manifest says {Manifest.Rows}");
        }

        Rows++;
        if (_records.GetShapeFault(_fieldCount) is { } fault)
        {
            throw Fault(fault);
        }

        if (KeyFields.Any(IsNull))
        {
            throw Fault($"the key, {Schema.KeyName}, is NULL");
        }

        return _order.CompareWithLast(_records, KeyFields) switch
        {
            0 => throw Fault($"the key {Key} appears twice"),
            < 0 => throw Fault($"the key {Key} comes after {_order.Last}: the rows are not sorted by key"),
            _ => true,
        };
    }

    /// <summary>Whether a field is NULL, rather than the empty string.</summary>
    public bool IsNull(int field) => _records.IsNull(field);

    /// <summary>Compares the key of this file's current row with that of another file's current row.</summary>
    /// <returns>Less than 0, 0 or greater than 0 if this key is before, equal to or after the other.</returns>
    public int CompareKeyWith(DeliveredRows other)
    {
        for (var i = 0; i < KeyFields.Length; i++)
        {
            var order = KeyCheck.Compare(Schema.Columns[Schema.Key[i]].Type.Kind, this[KeyFields[i]], other[other.KeyFields[i]]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    private Dictionary<string, int> ReadNames()
    {
        var names = Guard(_records.ReadNames);
        if (names is null && _records.HasHeader)
        {
            throw Fault("the file is empty");
        }

        var fields = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names ?? [.. Schema.Columns.Select(column => column.Name)])
        {
            if (!fields.TryAdd(name, fields.Count))
            {
                throw Fault($"the header has '{name}' twice");
            }
        }

        return fields;
    }

    private TResult Guard<TResult>(Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (MalformedRecordException exception)
        {
            throw new SourceException($"'{Path}' is malformed after line {_records.Place}: {exception.Message}. Run 'acstats verify' on it.", exception);
        }
        catch (DamagedCompressionException exception)
        {
            throw new SourceException($"'{Path}' is damaged after line {_records.Place}: {exception.Message}. Run 'acstats verify' on it.", exception);
        }
    }

    private SourceException Fault(string fault)
        => new(string.Create(CultureInfo.InvariantCulture, $"'{Path}' cannot be compared, line {_records.Place}: {fault}. Run 'acstats verify' on it."));
}
