using System.Globalization;
using System.Text;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Loading;

/// <summary>
/// The script with which a receiver loads a file: it creates the table, loads a staging table, checks it, and upserts by key. If a check
/// does not hold, the script fails before the table changes.
/// </summary>
internal sealed class LoaderScript
{
    private readonly LoaderDialect _dialect;
    private readonly ExportSchema _schema;
    private readonly ExportManifest? _manifest;
    private readonly string _location;
    private readonly bool _isParquet;

    /// <summary>Prepares the script.</summary>
    /// <param name="dialect">The database that the file is loaded into.</param>
    /// <param name="schema">The export.</param>
    /// <param name="table">The table; null for the export's name.</param>
    /// <param name="location">Where the database finds the file; null for a placeholder.</param>
    /// <param name="manifest">The file's manifest, whose counts are checked; null for a script that loads any file of the export.</param>
    /// <exception cref="SourceMismatchException">The database does not support a type, a name or the file.</exception>
    public LoaderScript(LoaderDialect dialect, ExportSchema schema, string? table, string? location, ExportManifest? manifest)
    {
        _dialect = dialect;
        _schema = schema;
        _manifest = manifest;
        _location = location ?? dialect.Location;
        _isParquet = RowFormats.Of(_location) == FileFormat.Parquet || manifest?.Files[0].Format == RowFormats.NameOf(FileFormat.Parquet);
        var name = table ?? schema.Name.Replace('-', '_');
        var names = name.Split('.');
        Table = string.Join('.', names.Select(dialect.Quote));
        Staging = string.Join('.', names[..^1].Where(_ => !dialect.HasTemporaryStaging).Append($"{names[^1]}_delivery").Select(dialect.Quote));
        Columns = [.. schema.Columns.Select(column => (dialect.Quote(column.Name), dialect.TypeOf(column.Type) ?? ""))];
        Check($"{names[^1]}_delivery");
    }

    /// <summary>The table.</summary>
    public string Table { get; }

    /// <summary>The staging table, which exists while the script runs.</summary>
    public string Staging { get; }

    /// <summary>The columns and their types, in the order of the file.</summary>
    public IReadOnlyList<(string Name, string Type)> Columns { get; }

    /// <summary>The file's location as a SQL literal. A stage, which begins with @, is not quoted.</summary>
    public string Location => _location.StartsWith('@') ? _location : _dialect.Text(_location);

    /// <summary>The names of the columns, separated by commas.</summary>
    public string Names(string prefix = "") => string.Join(", ", Columns.Select(column => prefix + column.Name));

    /// <summary>Chooses the text for the compression that the file's name indicates.</summary>
    public string Codec(string gzip, string zstd, string none = "")
        => _location.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? gzip : _location.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? zstd : none;

    /// <summary>The column definitions, one per line.</summary>
    public string Definitions(bool hasNotNull, bool hasComments = false)
        => string.Join(",\n", Columns.Zip(_schema.Columns, (column, specified)
            => $"  {column.Name} {column.Type}{(hasNotNull && !specified.IsNullable ? " NOT NULL" : "")}{(hasComments ? _dialect.InlineComment?.Invoke(_dialect.Text(CommentOf(specified))) : "")}"));

    /// <summary>Writes the script.</summary>
    public string Create()
    {
        var script = new StringBuilder();
        void Add(string text) => script.Append(text.ReplaceLineEndings("\n")).Append('\n');

        Add($"-- {_schema.Title}: loads a file of {_schema.Name} into {_dialect.Title}.");
        foreach (var note in _isParquet ? _dialect.Notes : [.. _dialect.Notes, .. _dialect.CsvNotes])
        {
            Add($"-- {note}");
        }

        Add(_manifest is null
            ? "-- Rows and NULLs are not counted: give a delivery with --from to have them checked."
            : string.Create(CultureInfo.InvariantCulture, $"-- For {_manifest.Files[0].Name} alone: organization {_manifest.OrganizationId}, as of {_manifest.AsOf:yyyy-MM-ddTHH:mm:ssZ}, {CountText.Of(_manifest.Rows, "row")}."));
        Add("-- Times are in UTC.\n");
        var key = string.Join(", ", KeyColumns());
        Add($"CREATE TABLE IF NOT EXISTS {Table} (\n{Definitions(hasNotNull: true, hasComments: true)},\n  PRIMARY KEY ({key}){_dialect.KeySuffix}\n);\n");
        if (_dialect.InlineComment is null)
        {
            foreach (var (column, specified) in Columns.Zip(_schema.Columns))
            {
                Add($"COMMENT ON COLUMN {Table}.{column.Name} IS {_dialect.Text(CommentOf(specified))};");
            }

            Add("");
        }

        if (_dialect.Transaction.Begin.Length > 0)
        {
            Add(_dialect.Transaction.Begin);
        }

        Add((_isParquet ? _dialect.LoadParquet! : _dialect.Load)(this) + "\n");
        Add(Checks() + "\n");
        Add(_dialect.HasUpsert ? Upsert(key) : Merge());
        if (_dialect.Transaction.End.Length > 0)
        {
            Add("\n" + string.Format(CultureInfo.InvariantCulture, _dialect.Transaction.End, Staging));
        }

        return script.ToString();
    }

    private static string CommentOf(ExportColumn column) => column.Description.Length > 0 ? column.Description : column.Source;

    private IEnumerable<string> KeyColumns() => _schema.Key.Select(ordinal => Columns[ordinal].Name);

    private void Check(string longest)
    {
        var faults = Columns.Zip(_schema.Columns)
            .Where(pair => pair.First.Type.Length == 0)
            .Select(pair => $"no type for column '{pair.Second.Name} {pair.Second.Type}'")
            .Concat(_schema.Columns.Select(column => column.Name).Append(longest)
                .Where(name => Encoding.UTF8.GetByteCount(name) > _dialect.MaximumBytesOfName)
                .Select(name => $"no room for a name of more than {_dialect.MaximumBytesOfName} bytes, such as '{name}'"))
            .Concat(_dialect.UnsupportedExtensions.Where(ending => _location.EndsWith(ending, StringComparison.OrdinalIgnoreCase)).Select(ending => $"no reader of CSV files that end with '{ending}'"))
            .ToList();
        if (_isParquet)
        {
            faults.AddRange(_dialect.LoadParquet is null
                ? ["no reader of Parquet"]
                : _schema.Columns.Where(column => _dialect.UnsupportedInParquet.Contains(column.Type.Kind)).Select(column => $"no reader of '{column.Name} {column.Type}' in Parquet; load CSV"));
        }

        if (faults.Count > 0)
        {
            throw new SourceMismatchException($"{_dialect.Title} has {string.Join("; ", faults)}.");
        }
    }

    /// <summary>A query that fails if a check does not hold. Its result does not matter.</summary>
    private string Checks()
    {
        string When(string condition, string message) => $"  WHEN {condition} THEN {_dialect.Fail(_dialect.Text(message))}";

        var key = string.Join(", ", KeyColumns());
        var conditions = new List<string>
        {
            When($"(SELECT COUNT(*) FROM (SELECT {key} FROM {Staging} GROUP BY {key} HAVING COUNT(*) > 1) AS twice) > 0", $"the key {_schema.KeyName} appears twice"),
        };
        if (_manifest is not null)
        {
            conditions.Add(When(string.Create(CultureInfo.InvariantCulture, $"COUNT(*) <> {_manifest.Rows}"), $"the file does not have the {CountText.Of(_manifest.Rows, "row")} of its manifest"));
        }

        foreach (var (column, specified) in Columns.Zip(_schema.Columns))
        {
            if (!specified.IsNullable)
            {
                conditions.Add(When($"COUNT(*) <> COUNT({column.Name})", $"{specified.Name} is NULL somewhere"));
            }
            else if (_manifest?.Columns.FirstOrDefault(each => each.Name == specified.Name) is { } stated)
            {
                conditions.Add(When(
                    string.Create(CultureInfo.InvariantCulture, $"COUNT(*) - COUNT({column.Name}) <> {stated.Nulls}"), $"{specified.Name} does not have the {CountText.Of(stated.Nulls, "NULL")} of the manifest"));
            }
        }

        return $"SELECT CASE\n{string.Join("\n", conditions)}\nEND AS failed FROM {Staging};";
    }

    private string Upsert(string key)
    {
        var others = Columns.Select(column => column.Name).Except(KeyColumns()).ToList();
        return $"""
            INSERT INTO {Table} ({Names()})
            SELECT {Names()} FROM {Staging}
            ON CONFLICT ({key}) DO UPDATE SET
              {string.Join(",\n  ", others.Select(name => $"{name} = excluded.{name}"))};
            """;
    }

    private string Merge()
    {
        var keys = KeyColumns().ToList();
        var (target, alias) = _dialect.HasTargetAlias ? ("target", " AS target") : (Table, "");
        return $"""
            MERGE INTO {Table}{alias} USING {Staging} AS delivery ON {string.Join(" AND ", keys.Select(name => $"{target}.{name} = delivery.{name}"))}
            WHEN MATCHED THEN UPDATE SET
              {string.Join(",\n  ", Columns.Select(column => column.Name).Except(keys).Select(name => $"{name} = delivery.{name}"))}
            WHEN NOT MATCHED THEN INSERT ({Names()})
              VALUES ({Names("delivery.")});
            """;
    }
}
