using System.Text.Json;
using System.Text.Json.Serialization;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Publication;

/// <summary>A manifest, which describes the files beside it. In the file, the names of its properties are in snake_case.</summary>
public sealed record ExportManifest
{
    /// <summary>The version of manifests that this library writes.</summary>
    public const int CurrentVersion = 2;

    internal const string Utf8 = "UTF-8";
    internal const string Utc = "UTC";

    private const int MaximumBytes = 16 * 1024 * 1024;

    /// <summary>The value of <see cref="RowSecurity"/> if policies were applied.</summary>
    public const string RowSecurityOn = "on";

    /// <summary>Version of the manifest; null, and left out of the file, in version 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Version { get; init; }

    /// <summary>Name of the export, such as <c>account-communication-stats</c>.</summary>
    public required string Export { get; init; }

    /// <summary>SHA-256 of the specification document, in lower-case hexadecimal.</summary>
    public required string SpecSha256 { get; init; }

    /// <summary>SHA-256 of the SQL that read the rows, with <c>$1</c> to <c>$n</c> for parameters, in lower-case hexadecimal. Null in version 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? QuerySha256 { get; init; }

    /// <summary>Version of the tool that exported.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Kind of the source: <c>postgresql</c> or <c>duckdb</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>
    /// <see cref="RowSecurityOn"/> if policies of row level security decided which rows were read; null, and left out of the file,
    /// if all were read.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RowSecurity { get; init; }

    /// <summary>The tenant. In the file it is a number if tenants are bigint, otherwise a string.</summary>
    public required OrganizationId OrganizationId { get; init; }

    /// <summary>The as-of time of the export, in UTC.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>Start of the effort time frame, exclusive, in UTC; its end is <see cref="AsOf"/>.</summary>
    public required DateTime TimeFrameStart { get; init; }

    /// <summary>When the snapshot was taken, by the source's clock, in UTC.</summary>
    public required DateTime ExtractedAt { get; init; }

    /// <summary>The system values computed for this export, by column. Times are in ISO 8601, and NULL is null.</summary>
    public required IReadOnlyDictionary<string, string?> SystemValues { get; init; }

    /// <summary>Format of the file in version 1, <c>csv</c>; null in version 2, in which each of <see cref="Files"/> has its own format.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Format { get; init; }

    /// <summary>The columns of the key by which the rows ascend; null in version 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Key { get; init; }

    /// <summary>The encoding of texts, <c>UTF-8</c>; null in version 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Encoding { get; init; }

    /// <summary>The time zone of all times, <c>UTC</c>; null in version 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TimeZone { get; init; }

    /// <summary>How to read the CSV files; null if there are none, or in version 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ManifestCsv? Csv { get; init; }

    /// <summary>How the rows are split into parts, each of which is a complete file; null if they are not split.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ManifestSplit? Split { get; init; }

    /// <summary>Rows exported.</summary>
    public required long Rows { get; init; }

    /// <summary>The columns in the order of the file.</summary>
    public required IReadOnlyList<ManifestColumn> Columns { get; init; }

    /// <summary>The files with the rows. The files of one format together have all rows, in the order of the list.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>The rows that broke the specification and were left out.</summary>
    public required ManifestViolations Violations { get; init; }

    /// <summary>The checks that passed; null in version 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ManifestEvidence? Evidence { get; init; }

    /// <summary>How the figures compare with earlier deliveries; null, and left out of the file, if they were not compared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ManifestExpectations? Expectations { get; init; }

    /// <summary>How long each phase took, in seconds.</summary>
    public required IReadOnlyDictionary<string, double> DurationSeconds { get; init; }

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="JsonException">The text is not a manifest: something is missing, unknown, duplicated or of another type.</exception>
    public static ExportManifest Parse(ReadOnlySpan<byte> utf8)
    {
        var manifest = ManifestJson.Read(utf8, ManifestJson.Default.ExportManifest) ?? throw new JsonException("The manifest is 'null'.");
        return manifest.Fault is { } fault ? throw new JsonException(fault) : manifest;
    }

    /// <summary>Reads a manifest from a file.</summary>
    /// <exception cref="JsonException">The file is not a manifest.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <returns>The manifest, and the bytes of the file.</returns>
    internal static (ExportManifest Manifest, byte[] Utf8) Read(Stream file)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = file.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, count);
            if (content.Length > MaximumBytes)
            {
                throw new JsonException($"The file has more than {MaximumBytes} bytes, the maximum of a manifest.");
            }
        }

        var utf8 = content.ToArray();
        return (Parse(utf8), utf8);
    }

    /// <summary>Says what is wrong, such as a property that is missing or that this version does not allow; null if nothing is.</summary>
    private string? Fault
        // Null entries are checked here, because the serializer accepts null in lists of non-nullable entries.
        => Columns.Any(column => column is null) ? "An entry of 'columns' is null."
            : Files.Any(file => file is null) ? "An entry of 'files' is null."
            : Version is null ? Format is null ? "It has neither 'version' nor 'format'." : null
            : Version != CurrentVersion ? $"It has version {Version}, and this program knows 1 and {CurrentVersion}. Use a newer program."
            : Format is not null ? "'format' belongs to version 1; in version 2 each file has its own."
            : QuerySha256 is null ? "'query_sha256' is missing."
            : Key is null ? "'key' is missing."
            : Encoding is null ? "'encoding' is missing."
            : TimeZone is null ? "'time_zone' is missing."
            : Evidence is null ? "'evidence' is missing."
            : Files.FirstOrDefault(file => file.Format is null) is { } file ? $"'format' of the file '{file.Name}' is missing."
            : null;

    /// <summary>The manifest as UTF-8 text, indented, with a final line break.</summary>
    public byte[] ToUtf8() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.ExportManifest), (byte)'\n'];
}

/// <summary>A column in a manifest. Values are written as in CSV.</summary>
/// <param name="Name">Name in the header.</param>
/// <param name="Type">SQL type, such as <c>numeric(10,2)</c>.</param>
/// <param name="Nullable">Whether it may be NULL.</param>
/// <param name="Nulls">Rows in which it is NULL.</param>
public sealed record ManifestColumn(string Name, string Type, bool Nullable, long Nulls)
{
    /// <summary>Rows in which it is 0; null, and left out, if the column has no numbers, or in version 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Zeros { get; init; }

    /// <summary>The lowest value; null, and left out, if there is none, if the type is text, boolean or uuid, or in version 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Minimum { get; init; }

    /// <summary>The highest value; null in the same cases as <see cref="Minimum"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Maximum { get; init; }

    /// <summary>The sum; null, and left out, if the column has no exact numbers, or in version 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sum { get; init; }

    /// <summary>
    /// The number of rows with each text. Null, and left out, if the specification sets no expectation for the categories, or if there are
    /// more than 50 texts.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, long>? Values { get; init; }

    /// <summary>Its description in the specification; null, and left out, if there is none, or in version 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }
}

/// <summary>How to read the CSV files of an export.</summary>
/// <param name="Dialect">The intended readers: <c>standard</c> or <c>excel</c>.</param>
/// <param name="Delimiter">What separates fields.</param>
/// <param name="Quote">What surrounds texts that need quotes. It is doubled within them.</param>
/// <param name="LineEnd">What ends a row.</param>
/// <param name="Header">Whether the first row has the names of the columns.</param>
/// <param name="ByteOrderMark">Whether the file begins with the byte order mark of UTF-8.</param>
/// <param name="NullIs">How NULL is written: as an empty field without quotes. The empty string has quotes.</param>
/// <param name="FormulasGuarded">Whether texts that a spreadsheet would read as a formula have a leading apostrophe.</param>
public sealed record ManifestCsv(
    string Dialect, string Delimiter, string Quote, string LineEnd, bool Header, bool ByteOrderMark, string NullIs, bool FormulasGuarded)
{
    /// <summary>How to read CSV files of a dialect.</summary>
    internal static ManifestCsv Of(CsvDialect dialect)
    {
        var isForSpreadsheets = dialect == CsvDialect.Excel;
        return new ManifestCsv(
            NameOf(dialect),
            Delimiter: ",",
            Quote: "\"",
            LineEnd: isForSpreadsheets ? "\r\n" : "\n",
            Header: true,
            ByteOrderMark: isForSpreadsheets,
            NullIs: "",
            FormulasGuarded: isForSpreadsheets);
    }

    /// <summary>How to read CSV files of the dialect with a name; null if the name is unknown.</summary>
    internal static ManifestCsv? Find(string dialect)
        => Enum.GetValues<CsvDialect>().Where(each => NameOf(each) == dialect).Select(Of).FirstOrDefault();

    /// <summary>The name of a dialect in manifests and on the command line.</summary>
    internal static string NameOf(CsvDialect dialect) => dialect.ToString().ToLowerInvariant();
}

/// <summary>How the rows of an export are split into parts.</summary>
/// <param name="MaxRows">The maximum number of rows of a part; null for no limit.</param>
/// <param name="MaxBytes">The maximum number of bytes that the rows of a part have before they are compressed; null for no limit.</param>
public sealed record ManifestSplit(long? MaxRows, long? MaxBytes);

/// <summary>The checks that an export passed. If one had failed, there would be no manifest.</summary>
/// <param name="Relations">The tables and views of the source that were read, as the source itself reported.</param>
/// <param name="Sessions">How many sessions read them. All sessions read from one snapshot.</param>
/// <param name="SnapshotChecks">The checks of the snapshot, by name: <c>relations-named</c>, <c>relations-unchanged</c>, <c>claims-hold</c>.</param>
/// <param name="RowRules">The rules that every row was checked against, by name.</param>
public sealed record ManifestEvidence(
    IReadOnlyList<string> Relations, int Sessions, IReadOnlyList<string> SnapshotChecks, IReadOnlyList<string> RowRules);

/// <summary>How the figures of a delivery compare with earlier ones.</summary>
/// <param name="ComparedWith">The as-of times, in UTC, of the accepted deliveries that the figures were compared with, ascending; empty if there were none.</param>
/// <param name="Figures">How many figures were compared.</param>
/// <param name="Drift">The figures that moved beyond what the specification allows.</param>
public sealed record ManifestExpectations(IReadOnlyList<DateTime> ComparedWith, int Figures, IReadOnlyList<ManifestDrift> Drift);

/// <summary>A figure that moved beyond what the specification allows.</summary>
/// <param name="Rule">The rule, such as <c>drift-mean</c>. Each rule has a page in the documentation.</param>
/// <param name="Column">The column; null for the number of rows.</param>
/// <param name="Value">The figure (a share is from 0 to 1); null for a column with more than 50 categories.</param>
/// <param name="Previous">The figure of the last accepted delivery; null for a minimum or maximum.</param>
/// <param name="Lowest">The lowest value allowed; null for no limit.</param>
/// <param name="Highest">The highest value allowed; null for no limit.</param>
public sealed record ManifestDrift(string Rule, string? Column, double? Value, double? Previous, double? Lowest, double? Highest)
{
    /// <summary>The text whose share moved most; null, and left out, if the drift does not concern categories.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Category { get; init; }
}

/// <summary>A file in a manifest.</summary>
/// <param name="Name">Name of the file, beside the manifest.</param>
/// <param name="Rows">Rows, without the header.</param>
/// <param name="Bytes">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the bytes, in lower-case hexadecimal.</param>
public sealed record ManifestFile(string Name, long Rows, long Bytes, string Sha256)
{
    /// <summary>
    /// Format of the file: <c>csv</c>, <c>jsonl</c> or <c>parquet</c>. Null, and left out, in version 1 and for the rejects file, which is
    /// CSV.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Format { get; init; }

    /// <summary>
    /// How the file is compressed as a whole: <c>gzip</c> or <c>zstd</c>; null, and left out, if it is not. Length and SHA-256 are those of
    /// the compressed file.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Compression { get; init; }
}

/// <summary>The violations of the specification, in a manifest.</summary>
/// <param name="RejectedRows">Rows that were left out.</param>
/// <param name="Rules">How often each rule was broken, by its name. Rules that were never broken are left out.</param>
/// <param name="File">
/// The file that holds the reasons; null if no row was left out. Its number of rows counts rejected rows, each of which has one line per
/// reason.
/// </param>
public sealed record ManifestViolations(long RejectedRows, IReadOnlyDictionary<string, long> Rules, ManifestFile? File);
