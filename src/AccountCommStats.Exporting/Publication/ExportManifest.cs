using System.Text.Json;
using System.Text.Json.Serialization;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Publication;

/// <summary>What a manifest says of the file beside it. Property names in the file are in snake_case.</summary>
public sealed record ExportManifest
{
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>What <see cref="RowSecurity"/> is where policies were applied.</summary>
    public const string RowSecurityOn = "on";

    /// <summary>Name of the export, such as <c>account-communication-stats</c>.</summary>
    public required string Export { get; init; }

    /// <summary>SHA-256 of the specification document, in lower-case hexadecimal.</summary>
    public required string SpecSha256 { get; init; }

    /// <summary>Version of the tool that exported.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Kind of the source: <c>postgresql</c> or <c>duckdb</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>
    /// <see cref="RowSecurityOn"/> where policies of row level security decided which rows were read; null, and left out of the file,
    /// where all were.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RowSecurity { get; init; }

    /// <summary>The tenant: in the file a number where tenants are bigint, otherwise a string.</summary>
    public required OrganizationId OrganizationId { get; init; }

    /// <summary>The moment the export speaks of, in UTC.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>Start of the effort time frame, exclusive, in UTC; its end is <see cref="AsOf"/>.</summary>
    public required DateTime TimeFrameStart { get; init; }

    /// <summary>When the snapshot was taken, by the source's clock, in UTC.</summary>
    public required DateTime ExtractedAt { get; init; }

    /// <summary>The system values computed for this export, by column; times in ISO 8601. Null for NULL.</summary>
    public required IReadOnlyDictionary<string, string?> SystemValues { get; init; }

    /// <summary>Format of the file: <c>csv</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Rows exported.</summary>
    public required long Rows { get; init; }

    /// <summary>The columns in the order of the file.</summary>
    public required IReadOnlyList<ManifestColumn> Columns { get; init; }

    /// <summary>The files with the rows.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>What broke the specification and was left out.</summary>
    public required ManifestViolations Violations { get; init; }

    /// <summary>How long each phase took, in seconds.</summary>
    public required IReadOnlyDictionary<string, double> DurationSeconds { get; init; }

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="JsonException">The text is not a manifest: something is missing, unknown, there twice or of another type.</exception>
    public static ExportManifest Parse(ReadOnlySpan<byte> utf8)
    {
        var manifest = JsonSerializer.Deserialize(utf8, ManifestJson.Default.ExportManifest) ?? throw new JsonException("The manifest is 'null'.");
        // The serializer lets null into lists, whatever the type of their entries says.
        return manifest.Columns.Any(column => column is null) ? throw new JsonException("An entry of 'columns' is null.")
            : manifest.Files.Any(file => file is null) ? throw new JsonException("An entry of 'files' is null.")
            : manifest;
    }

    /// <summary>Reads a manifest from a file.</summary>
    /// <exception cref="JsonException">It is not a manifest.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <returns>The manifest, and whether the file is byte for byte what the exporter writes for it.</returns>
    internal static (ExportManifest Manifest, bool IsAsWritten) Read(FileStream file)
    {
        if (file.Length > MostBytes)
        {
            throw new JsonException($"The file has {file.Length} bytes, and no manifest has more than {MostBytes}.");
        }

        var utf8 = new byte[file.Length];
        file.ReadExactly(utf8);
        var manifest = Parse(utf8);
        return (manifest, manifest.ToUtf8().AsSpan().SequenceEqual(utf8));
    }

    /// <summary>The manifest as UTF-8 text, indented, with a final line break.</summary>
    public byte[] ToUtf8() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.ExportManifest), (byte)'\n'];
}

/// <summary>A column in a manifest.</summary>
/// <param name="Name">Name in the header.</param>
/// <param name="Type">SQL type, such as <c>numeric(10,2)</c>.</param>
/// <param name="Nullable">Whether the field may be empty.</param>
/// <param name="Nulls">Rows in which it is NULL.</param>
public sealed record ManifestColumn(string Name, string Type, bool Nullable, long Nulls);

/// <summary>A file in a manifest.</summary>
/// <param name="Name">Name of the file, beside the manifest.</param>
/// <param name="Rows">Rows, without the header.</param>
/// <param name="Bytes">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the bytes, in lower-case hexadecimal.</param>
public sealed record ManifestFile(string Name, long Rows, long Bytes, string Sha256)
{
    /// <summary>How the file is compressed: <c>gzip</c> or <c>zstd</c>; null, and left out, where it is not. Length and SHA-256 are those of the file as it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Compression { get; init; }
}

/// <summary>What broke the specification, in a manifest.</summary>
/// <param name="RejectedRows">Rows that were left out.</param>
/// <param name="Rules">How often each rule was broken, by its name; rules that held are left out.</param>
/// <param name="File">The file that holds the reasons; null if nothing was left out. Its rows are rejected rows, of which
/// each has a line for each of its reasons.</param>
public sealed record ManifestViolations(long RejectedRows, IReadOnlyDictionary<string, long> Rules, ManifestFile? File);
