using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Sources;

/// <summary>A database that exports are read from. Opened by <see cref="ExportSource.Open"/>.</summary>
public interface IExportSource : IAsyncDisposable
{
    /// <summary>The database's kind.</summary>
    SqlDialect Dialect { get; }

    /// <summary>The database in words, such as <c>PostgreSQL db.example.com:5432/crm as exporter</c>. Never a secret.</summary>
    string Description { get; }

    /// <summary>
    /// What whoever shares the network could do, and what to change, where the data crosses a network unencrypted; null
    /// where it does not, and as long as nothing was connected.
    /// </summary>
    string? TransportRisk { get; }

    /// <summary>Whether policies of row level security decide which rows are read.</summary>
    bool KeepsRowSecurity { get; }

    /// <summary>Opens a read-only transaction that sees the database as it is now until it is disposed.</summary>
    /// <param name="request">What it is opened for.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="SourceException">The database cannot be reached.</exception>
    Task<ISourceSnapshot> OpenSnapshotAsync(SnapshotRequest request, CancellationToken cancellationToken);
}

/// <summary>The databases an export can be read from.</summary>
public enum SqlDialect
{
    /// <summary>A PostgreSQL server.</summary>
    PostgreSql,

    /// <summary>A DuckDB file.</summary>
    DuckDb,
}
