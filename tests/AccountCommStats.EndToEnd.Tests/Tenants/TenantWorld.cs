using System.Collections.Concurrent;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;
using DuckDB.NET.Data;

namespace AccountCommStats.EndToEnd.Tests.Tenants;

/// <summary>The same tables on PostgreSQL and DuckDB, read as an export reads them.</summary>
internal sealed class TenantWorld : IAsyncDisposable
{
    private static readonly SessionLimits Limits = new() { Statement = TimeSpan.FromSeconds(20) };

    private readonly TemporaryDirectory _directory = new();
    private readonly PostgresDatabase _postgres;
    private readonly ConcurrentDictionary<SqlDialect, (IExportSource Source, ISourceSnapshot Snapshot)> _open = [];

    private TenantWorld(PostgresDatabase postgres) => _postgres = postgres;

    private string DuckDbFile => _directory.File("world.duckdb");

    /// <summary>Creates the tables.</summary>
    public static async Task<TenantWorld> CreateAsync(string sql, string onPostgres = "", string onDuckDb = "")
    {
        var world = new TenantWorld(await PostgresDatabase.CreateAsync());
        await world.ExecuteAsync(sql, onPostgres, onDuckDb);
        return world;
    }

    /// <summary>Runs SQL on both databases.</summary>
    public async Task ExecuteAsync(string sql, string onPostgres = "", string onDuckDb = "")
    {
        await CloseAsync();
        await _postgres.ExecuteAsync(sql + onPostgres);
        await using var connection = new DuckDBConnection($"Data Source={DuckDbFile}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql + onDuckDb;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Returns the sorted rows of a query of two columns, a bigint and a text, or the reason why the database refuses the query.
    /// </summary>
    public async Task<TenantRows> ReadAsync(SqlDialect dialect, SqlStatement statement, long organization)
    {
        var lines = statement.Within("select coalesce(cast(account_id as text), 'NULL') || '|' || coalesce(leak, 'NULL') as line from (\n", "\n) as composed(account_id, leak)");
        var parameters = new ParameterValues()
            .With("organization_id", organization)
            .With("as_of", new DateTime(2025, 3, 31, 0, 0, 0, DateTimeKind.Utc))
            .With("time_frame_start", new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc))
            .With("extracted_at", new DateTime(2025, 4, 1, 0, 0, 0, DateTimeKind.Utc))
            .With("first_key", long.MinValue)
            .With("last_key", long.MaxValue);
        var records = new List<string?[]>();
        try
        {
            if (!_open.TryGetValue(dialect, out var open))
            {
                var source = ExportSource.Open(dialect == SqlDialect.PostgreSql ? _postgres.ConnectionString : DuckDbFile, Limits);
                _open[dialect] = open = (source, await source.OpenSnapshotAsync(new SnapshotRequest(1), CancellationToken.None));
            }

            using var timeout = new CancellationTokenSource(Limits.Statement);
            await open.Snapshot.ReadAsync(lines, parameters, new TextRecords(1, records), timeout.Token);
            return new TenantRows([.. records.Select(record => record[0]!).Order(StringComparer.Ordinal)], null);
        }
        catch (Exception exception) when (exception is ExportException or OperationCanceledException)
        {
            // The failure ended the transaction, so the next query must open the source again.
            await CloseAsync(dialect);
            return new TenantRows([], exception.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _postgres.DisposeAsync();
        _directory.Dispose();
    }

    private async Task CloseAsync()
    {
        foreach (var dialect in _open.Keys.ToList())
        {
            await CloseAsync(dialect);
        }
    }

    private async Task CloseAsync(SqlDialect dialect)
    {
        if (_open.TryRemove(dialect, out var open))
        {
            await open.Snapshot.DisposeAsync();
            await open.Source.DisposeAsync();
        }
    }
}

/// <summary>What a database yields for a query.</summary>
/// <param name="Lines">The rows, in ordinal order.</param>
/// <param name="Error">Why the database refuses the query; null if it does not.</param>
internal sealed record TenantRows(IReadOnlyList<string> Lines, string? Error)
{
    /// <inheritdoc/>
    public override string ToString() => Error is null ? string.Join(" ; ", Lines) : "refused: " + Error;
}
