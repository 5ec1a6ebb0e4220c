using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>A database that exports are read from. Opened by <c>ExportSource.Open</c>.</summary>
public interface IExportSource : IAsyncDisposable
{
    /// <summary>The database's kind.</summary>
    SqlDialect Dialect { get; }

    /// <summary>The database in words, such as <c>PostgreSQL db.example.com:5432/crm as exporter</c>. Never a secret.</summary>
    string Description { get; }

    /// <summary>
    /// A warning that the data crosses a network unencrypted, and what to change. Null if there is no such risk, or if no connection
    /// has been opened yet.
    /// </summary>
    string? TransportRisk { get; }

    /// <summary>Whether policies of row level security decide which rows are read.</summary>
    bool KeepsRowSecurity { get; }

    /// <summary>The maximum number of exports that are worth reading concurrently.</summary>
    int MaximumConcurrentExports { get; }

    /// <summary>Whether several organizations can be read from one snapshot, by queries that the source plans once for all of them.</summary>
    internal bool SharesSnapshots { get; }

    /// <summary>Opens a read-only transaction. Until it is disposed, it sees the database as it is now.</summary>
    /// <param name="request">What the snapshot is for.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="SourceException">The database cannot be reached.</exception>
    internal Task<ISourceSnapshot> OpenSnapshotAsync(SnapshotRequest request, CancellationToken cancellationToken);

    /// <summary>Checks whether the database has what an export needs. Reads none of its rows.</summary>
    /// <param name="schema">The export.</param>
    /// <param name="query">Its SQL.</param>
    /// <param name="indexes">The indexes that the relations are written for.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="SourceException">The database cannot be reached, or a query failed.</exception>
    Task<IReadOnlyList<CheckResult>> CheckAsync(
        ExportSchema schema, ExportQuery query, IReadOnlyList<RecommendedIndex> indexes, CancellationToken cancellationToken);

    /// <summary>
    /// Finds the tables with row level security that the exporting role itself reads. To read all rows, the role must bypass row level
    /// security.
    /// </summary>
    /// <param name="query">The export's SQL.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="SourceException">The database cannot be reached, or a query failed.</exception>
    Task<IReadOnlyList<string>> FindSecuredTablesAsync(ExportQuery query, CancellationToken cancellationToken);

    /// <summary>The catalog of the database's tables.</summary>
    /// <param name="snapshot">A snapshot of this source, through which the catalog is read.</param>
    internal ITableCatalog CatalogOf(ISourceSnapshot snapshot);
}

/// <summary>The kinds of database that exports can be read from.</summary>
public enum SqlDialect
{
    /// <summary>A PostgreSQL server.</summary>
    PostgreSql,

    /// <summary>A DuckDB file.</summary>
    DuckDb,
}
