namespace AccountCommStats.Exporting.Sources;

/// <summary>
/// How long a session of an export may take before the PostgreSQL server ends it. An export therefore cannot harm its source even if the
/// exporter's machine freezes. Zero means no limit. DuckDB has none of these limits.
/// </summary>
public sealed record SessionLimits
{
    /// <summary>The default of <see cref="Statement"/>: 4 hours.</summary>
    public static readonly TimeSpan DefaultStatement = TimeSpan.FromHours(4);

    /// <summary>The limit for one query, including the transfer of its rows.</summary>
    public TimeSpan Statement { get; init; } = DefaultStatement;

    /// <summary>
    /// The limit for waiting for a lock, because other sessions queue behind one that waits. After a failure at this limit, the export can
    /// be retried.
    /// </summary>
    public TimeSpan Lock { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The limit for an idle transaction, whose snapshot keeps the server from cleaning up. It must be longer than the time
    /// for which one connection runs queries while the other connections have no work yet.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);
}
