namespace AccountCommStats.Exporting.Sources;

/// <summary>
/// How long a session of an export may take before the PostgreSQL server ends it, so an export cannot harm its source even if
/// its machine freezes. Zero means no limit. DuckDB has none of these.
/// </summary>
public sealed record SessionLimits
{
    /// <summary>The default of <see cref="Statement"/>: 4 hours.</summary>
    public static readonly TimeSpan DefaultStatement = TimeSpan.FromHours(4);

    /// <summary>One query, with the transfer of its rows.</summary>
    public TimeSpan Statement { get; init; } = DefaultStatement;

    /// <summary>Waiting for a lock, behind which other sessions would queue. The export can then be retried.</summary>
    public TimeSpan Lock { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// An idle transaction, whose snapshot keeps the server from cleaning up. Must be longer than the queries that one
    /// connection runs before the others have work.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);
}
