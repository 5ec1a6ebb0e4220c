using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Checking;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using DuckDB.NET.Data;

namespace AccountCommStats.Exporting.Sources.DuckDb;

/// <summary>A DuckDB file as a source of rows, opened for reading only.</summary>
/// <param name="path">The file.</param>
/// <param name="settings">Settings of sessions; DuckDB supports none of them.</param>
internal sealed class DuckDbSource(string path, SessionSettings settings) : IExportSource
{
    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.DuckDb;

    /// <inheritdoc/>
    public string Description => $"DuckDB {path}";

    /// <inheritdoc/>
    public string? TransportRisk => null;

    /// <inheritdoc/>
    public bool KeepsRowSecurity => false;

    /// <inheritdoc/>
    /// <remarks>DuckDB uses all cores for one query already.</remarks>
    public int MaximumConcurrentExports => 1;

    /// <inheritdoc/>
    public bool SharesSnapshots => false;

    /// <inheritdoc/>
    public Task<ISourceSnapshot> OpenSnapshotAsync(SnapshotRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Connections, 1, nameof(request));
        return settings.IsDefault
            ? Task.Run<ISourceSnapshot>(Open, cancellationToken)
            : throw new SourceMismatchException($"{Description} has neither row level security nor session settings: do not request them.");
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckResult>> CheckAsync(
        ExportSchema schema, ExportQuery query, IReadOnlyList<RecommendedIndex> indexes, CancellationToken cancellationToken)
        => new DuckDbCheck(this, schema, query).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindSecuredTablesAsync(ExportQuery query, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<string>>([]);

    /// <inheritdoc/>
    ITableCatalog IExportSource.CatalogOf(ISourceSnapshot snapshot) => new DuckDbTableCatalog(snapshot);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private DuckDbSnapshot Open()
    {
        if (!File.Exists(path))
        {
            throw new SourceException(Directory.Exists(path)
                ? $"'{path}' is a folder. Name a DuckDB file in it."
                : $"There is no DuckDB file '{path}'. Check the path. A PostgreSQL server is named by a URI such as "
                + "postgresql://user@host/database.");
        }

        var settings = new DuckDBConnectionStringBuilder { DataSource = path };
        settings["ACCESS_MODE"] = "READ_ONLY";
        // A source must not make this machine download and run code. Extensions that are already installed may be loaded.
        settings["AUTOINSTALL_KNOWN_EXTENSIONS"] = "false";
        var connection = new DuckDBConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            return DuckDbSnapshot.Take(connection, Description);
        }
        catch (Exception exception)
        {
            connection.Dispose();
            if (exception is DuckDBException)
            {
                throw DuckDbErrors.WhileOpening(exception, path);
            }

            throw;
        }
    }
}
