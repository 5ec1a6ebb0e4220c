using System.Security.Cryptography;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Expectations;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>What to export, and how.</summary>
public sealed record ExportRequest : RowRequest
{
    /// <summary>
    /// Where the files go: an existing directory, or a prefix of a bucket such as <c>s3://deliveries/crm</c>, with credentials from the environment,
    /// profiles and roles.
    /// </summary>
    public required string OutputDirectory { get; init; }

    /// <summary>The maximum number of connections that read at once; at least 1. The files do not depend on it.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>
    /// Whether connections after the first are opened only if the source expects about half a second of work or more: opening one
    /// takes as long as exporting a few accounts.
    /// </summary>
    public bool ConnectsAsNeeded { get; init; }

    /// <summary>The formats of the files with the rows, at least one, without duplicates. The rows are read once for all.</summary>
    public IReadOnlyList<FileFormat> Formats { get; init; } = [FileFormat.Csv];

    /// <summary>
    /// How the files with the rows are compressed; for Parquet, their pages. Null for the default of each format: Zstandard for Parquet, no
    /// compression for the others. Files of another format or compression for the same as-of time are replaced.
    /// </summary>
    public FileCompression? Compression { get; init; }

    /// <summary>The intended readers of a CSV file.</summary>
    public CsvDialect Dialect { get; init; }

    /// <summary>The maximum number of rows of a file, at least 1; null for no limit. With a limit the files are numbered parts, each a complete file.</summary>
    public long? MaxRowsPerFile { get; init; }

    /// <summary>
    /// The maximum number of bytes of a file's rows before they are compressed, at least 1; null for no limit. A larger row gets a file of its own.
    /// With a limit the files are numbered parts.
    /// </summary>
    public long? MaxBytesPerFile { get; init; }

    /// <summary>
    /// The private P-256 key that signs the manifest; null for no signature. The caller owns it, and several exports may share it.
    /// </summary>
    public ECDsa? SigningKey { get; init; }

    /// <summary>
    /// What happens to rows that break the specification. With <see cref="ViolationHandling.Fail"/> the export stops after
    /// <see cref="RowRequest.MaxViolations"/>.
    /// </summary>
    public ViolationHandling OnViolation { get; init; } = ViolationHandling.Fail;

    /// <summary>The earlier deliveries that the export is compared with before anything is published; null to compare with none.</summary>
    public DeliveryHistory? Against { get; init; }

    /// <summary>What happens if a figure moved beyond what the specification allows.</summary>
    public DriftHandling OnDrift { get; init; } = DriftHandling.Warn;

    /// <summary>How many times to retry, from a new snapshot, after a transient failure of the source; at least 0.</summary>
    public int Retries { get; init; }

    /// <summary>The approximate wait before the first retry. It doubles with each retry, up to a minute.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait for another exporter that writes the same files.</summary>
    public TimeSpan LockTimeout { get; init; }

    /// <summary>The opened <see cref="OutputDirectory"/>, if several exports share it; null if each opens its own.</summary>
    internal IExportDestination? Destination { get; init; }

    /// <summary>The organization's place at a snapshot that it shares with other organizations; null if it does not share one.</summary>
    internal SnapshotSeat? Seat { get; init; }

    /// <summary>Which files the export writes its rows to.</summary>
    internal OutputLayout Layout => new(Formats, Compression, Dialect, MaxRowsPerFile, MaxBytesPerFile);
}

/// <summary>What happens if a figure of an export moved beyond what the specification allows.</summary>
public enum DriftHandling
{
    /// <summary>The export is published; its manifest and the remarks of the result contain the drift.</summary>
    Warn,

    /// <summary>The export fails and publishes nothing.</summary>
    Fail,
}

/// <summary>What happens to rows that break the specification.</summary>
public enum ViolationHandling
{
    /// <summary>The export fails and publishes nothing.</summary>
    Fail,

    /// <summary>The rows that break the specification go to a rejects file with their reasons. The other rows are exported.</summary>
    Quarantine,
}
