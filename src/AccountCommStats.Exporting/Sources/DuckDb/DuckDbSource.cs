using DuckDB.NET.Data;

namespace AccountCommStats.Exporting;

/// <summary>A DuckDB file as source, opened for reading only.</summary>
/// <param name="path">The file.</param>
internal sealed class DuckDbSource(string path) : IExportSource
{
    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.DuckDb;

    /// <inheritdoc/>
    public string Description => $"DuckDB {path}";

    /// <inheritdoc/>
    public string? TransportRisk => null;

    /// <inheritdoc/>
    public Task<ISourceSnapshot> OpenSnapshotAsync(int connections, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(connections, 1);
        return Task.Run<ISourceSnapshot>(Open, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private DuckDbSnapshot Open()
    {
        if (!File.Exists(path))
        {
            throw new SourceException(
                $"There is no DuckDB file '{path}'. Check the path. A PostgreSQL server is named by a URI such as "
                + "postgresql://user@host/database.");
        }

        var settings = new DuckDBConnectionStringBuilder { DataSource = path };
        settings["ACCESS_MODE"] = "READ_ONLY";
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
