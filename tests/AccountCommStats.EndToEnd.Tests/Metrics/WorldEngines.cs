using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;
using DuckDB.NET.Data;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>A database of each engine with the reference tables. The tables hold one world at a time.</summary>
public sealed class WorldEngines : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _postgres = null!;
    private IExportSource _postgresSource = null!;
    private DuckDBConnection _duckDb = null!;

    private string DuckDbFile => _directory.File("world.duckdb");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var schema = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "spec", "source", "reference", "schema.sql"));
        _postgres = await PostgresDatabase.CreateAsync();
        await _postgres.ExecuteAsync(schema);
        _postgresSource = ExportSource.Open(_postgres.ConnectionString);

        // As long as this connection is open, this process opens the file only once, not twice per world. A world has only a few rows,
        // so a second thread would cost more than it saves.
        _duckDb = new DuckDBConnection($"Data Source={DuckDbFile}");
        await _duckDb.OpenAsync();
        await ExecuteDuckDbAsync("set threads = 1");
        await ExecuteDuckDbAsync(schema);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await _duckDb.DisposeAsync();
        await _postgresSource.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    /// <summary>
    /// Loads the world into PostgreSQL and reads the rows that the export's queries yield. A test may change the queries.
    /// </summary>
    internal async Task<QueriedRows> OnPostgresAsync(World world, Func<SqlStatement, SqlStatement>? change = null)
    {
        await _postgres.ExecuteAsync(WorldSql.Clear + WorldSql.Insert(world));
        return await QueriedRows.ReadAsync(_postgresSource, world, change);
    }

    /// <summary>Loads the world into DuckDB and reads the rows of its export.</summary>
    internal async Task<QueriedRows> OnDuckDbAsync(World world)
    {
        await ExecuteDuckDbAsync(WorldSql.Clear + WorldSql.Insert(world));
        await using var source = ExportSource.Open(DuckDbFile);
        return await QueriedRows.ReadAsync(source, world);
    }

    private async Task ExecuteDuckDbAsync(string sql)
    {
        await using var command = _duckDb.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
