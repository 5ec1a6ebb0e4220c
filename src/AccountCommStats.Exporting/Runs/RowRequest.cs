using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Which rows to read.</summary>
public record RowRequest
{
    /// <summary>The default of <see cref="TimeFrame"/>: 90 days.</summary>
    public static readonly TimeSpan DefaultTimeFrame = TimeSpan.FromDays(90);

    /// <summary>The tenant.</summary>
    public required OrganizationId OrganizationId { get; init; }

    /// <summary>The as-of time, in UTC; null for the time of the snapshot. Fractions of a microsecond are dropped.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Whether <see cref="AsOf"/> may be ahead of the source's clock by more than clocks usually differ.</summary>
    public bool AllowFuture { get; init; }

    /// <summary>How long before <see cref="AsOf"/> the effort time frame begins.</summary>
    public TimeSpan TimeFrame { get; init; } = DefaultTimeFrame;

    /// <summary>The number of violations at which reading stops; at least 1.</summary>
    public int MaxViolations { get; init; } = 100;

    /// <summary>Whether an organization may have no rows in the source. If not, an organization without rows is a failure.</summary>
    public bool AllowEmpty { get; init; }

    /// <summary>The as-of time as it is exported: in whole microseconds.</summary>
    internal DateTime? WholeAsOf => AsOf is { } asOf ? WholeMicroseconds(asOf) : null;

    /// <summary>Drops the fraction of a microsecond, which PostgreSQL does not have.</summary>
    internal static DateTime WholeMicroseconds(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
