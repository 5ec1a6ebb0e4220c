using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Export;

/// <summary>What to export, and how.</summary>
public sealed record ExportRequest
{
    /// <summary>The default of <see cref="TimeFrame"/>: 90 days.</summary>
    public static readonly TimeSpan DefaultTimeFrame = TimeSpan.FromDays(90);

    /// <summary>The tenant.</summary>
    public required OrganizationId OrganizationId { get; init; }

    /// <summary>An existing directory that takes the file and its manifest.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>The moment the export speaks of, in UTC; null for the moment of the snapshot. Fractions of a microsecond are dropped.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Whether <see cref="AsOf"/> may lie ahead by the source's clock, by more than clocks differ.</summary>
    public bool AllowFuture { get; init; }

    /// <summary>How long before <see cref="AsOf"/> the effort time frame begins.</summary>
    public TimeSpan TimeFrame { get; init; } = DefaultTimeFrame;

    /// <summary>Most connections that read at once; at least 1. The file is the same whatever their number.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>What happens to rows that break the specification.</summary>
    public ViolationHandling OnViolation { get; init; } = ViolationHandling.Fail;

    /// <summary>With <see cref="ViolationHandling.Fail"/>, how many violations are gathered before the export gives up; at least 1.</summary>
    public int MaxViolations { get; init; } = 100;

    /// <summary>Whether an organization without a row in the source gets a file without rows; otherwise its export fails.</summary>
    public bool AllowEmpty { get; init; }

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
