namespace AccountCommStats.Exporting.Rows;

/// <summary>Times as PostgreSQL counts them, from 2000-01-01 00:00:00 UTC.</summary>
internal static class PostgresEpoch
{
    /// <summary>Microseconds of 0001-01-01 00:00:00, the first instant of <see cref="DateTime"/>.</summary>
    public const long MinimumMicroseconds = -EpochTicks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Microseconds of 9999-12-31 23:59:59.999999, the last instant of <see cref="DateTime"/>.</summary>
    public const long MaximumMicroseconds = (LastTicks - EpochTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Days of 0001-01-01, the first day of <see cref="DateOnly"/>.</summary>
    public const int MinimumDays = -EpochDay;

    /// <summary>Days of 9999-12-31, the last day of <see cref="DateOnly"/>.</summary>
    public const int MaximumDays = (int)(LastTicks / TimeSpan.TicksPerDay) - EpochDay;

    private const long EpochTicks = 630_822_816_000_000_000;
    private const long LastTicks = 3_155_378_975_999_999_999;
    private const int EpochDay = (int)(EpochTicks / TimeSpan.TicksPerDay);

    /// <summary>Converts microseconds since the epoch to a time of kind UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of microseconds is below the minimum or above the maximum.</exception>
    public static DateTime ToDateTime(long microseconds)
        => new((microseconds * TimeSpan.TicksPerMicrosecond) + EpochTicks, DateTimeKind.Utc);

    /// <summary>Converts a time to whole microseconds since the epoch.</summary>
    public static long ToMicroseconds(DateTime utc) => (utc.Ticks - EpochTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Converts days since the epoch to a date.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of days is below the minimum or above the maximum.</exception>
    public static DateOnly ToDate(int days) => DateOnly.FromDayNumber(days + EpochDay);

    /// <summary>Converts a date to days since the epoch.</summary>
    public static int ToDays(DateOnly date) => date.DayNumber - EpochDay;
}
