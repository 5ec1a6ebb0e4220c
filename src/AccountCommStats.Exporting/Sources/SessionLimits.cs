namespace AccountCommStats.Exporting.Sources;

/// <summary>
/// How long a session of an export may take before the PostgreSQL server ends it, so that no export harms its source, not even
/// one whose machine has frozen. Zero means no limit. DuckDB has none of these.
/// </summary>
public sealed record SessionLimits
{
    /// <summary>The default of <see cref="Statement"/>: 4 hours.</summary>
    public static readonly TimeSpan DefaultStatement = TimeSpan.FromHours(4);

    /// <summary>One query, with the transfer of its rows.</summary>
    public TimeSpan Statement { get; init; } = DefaultStatement;

    /// <summary>Waiting for a lock, behind which other sessions would queue. The export is then tried again later.</summary>
    public TimeSpan Lock { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A transaction that does nothing: its snapshot keeps the server from cleaning up. Longer than the queries that one
    /// connection runs before the others have work.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);
}
