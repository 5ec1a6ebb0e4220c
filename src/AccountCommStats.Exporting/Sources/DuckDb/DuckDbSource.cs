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
            throw new SourceException(Directory.Exists(path)
                ? $"'{path}' is a folder. Name a DuckDB file in it."
                : $"There is no DuckDB file '{path}'. Check the path. A PostgreSQL server is named by a URI such as "
                + "postgresql://user@host/database.");
        }

        var settings = new DuckDBConnectionStringBuilder { DataSource = path };
        settings["ACCESS_MODE"] = "READ_ONLY";
        // A source must not make this machine download and run code; what is installed may be loaded.
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
