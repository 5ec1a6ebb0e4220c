using AccountCommStats.Exporting.Compression;

namespace AccountCommStats.Exporting.Runs;

/// <summary>What to export, and how.</summary>
public sealed record ExportRequest : RowRequest
{
    /// <summary>An existing directory that takes the file and its manifest.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>Most connections that read at once; at least 1. The file is the same whatever their number.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>
    /// Whether the connections but the first are opened only where the source expects about half a second of work or more: opening one
    /// costs as long as exporting a few accounts.
    /// </summary>
    public bool ConnectsAsNeeded { get; init; }

    /// <summary>How the file with the rows is compressed. A file of another compression for the same as-of time is replaced.</summary>
    public FileCompression Compression { get; init; }

    /// <summary>
    /// What happens to rows that break the specification. With <see cref="ViolationHandling.Fail"/> the export gives up after
    /// <see cref="RowRequest.MaxViolations"/>.
    /// </summary>
    public ViolationHandling OnViolation { get; init; } = ViolationHandling.Fail;

    /// <summary>How many times to try again, from a new snapshot, after a failure of the source that may pass; at least 0.</summary>
    public int Retries { get; init; }

    /// <summary>About how long to wait before the first retry; each further one waits about twice as long, at most a minute.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait for another exporter that writes the same files.</summary>
    public TimeSpan LockPatience { get; init; }
}

/// <summary>What happens to rows that break the specification.</summary>
public enum ViolationHandling
{
    /// <summary>The export fails and publishes nothing.</summary>
    Fail,

    /// <summary>Such rows go to a rejects file with their reasons; the others are exported.</summary>
    Quarantine,
}
