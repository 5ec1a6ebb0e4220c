using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>
/// A table that is locked until disposal. An export waits for the table only when reading rows, because no earlier step needs the
/// table. By then, the export has opened its files.
/// </summary>
internal sealed class HeldTable : IAsyncDisposable
{
    private const string Table = "user_api_token";

    private readonly PostgresDatabase _database;
    private readonly NpgsqlConnection _connection;

    private HeldTable(PostgresDatabase database, NpgsqlConnection connection)
    {
        _database = database;
        _connection = connection;
    }

    public static async Task<HeldTable> HoldAsync(PostgresDatabase database)
    {
        var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand($"begin; lock table {Table} in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync();
        return new HeldTable(database, connection);
    }

    /// <summary>Waits until the table blocks an export.</summary>
    public Task WaitUntilBlockedAsync() => WaitForAsync(
        // Looks only at this database, because other tests lock tables on the same server.
        $"select exists (select from pg_locks where not granted and relation = '{Table}'::regclass and database = (select oid from pg_database where datname = current_database()))");

    /// <summary>Waits until no export has a session.</summary>
    public Task WaitUntilGoneAsync() => WaitForAsync(
        "select not exists (select from pg_stat_activity where datname = current_database() and application_name = 'acstats')");

    /// <summary>Ends the sessions of exports, as a failover or an administrator would.</summary>
    public async Task TerminateExportsAsync()
        => await _database.ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'acstats'");

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task WaitForAsync(string condition)
    {
        await using var connection = await _database.OpenAsync();
        await using var command = new NpgsqlCommand(condition, connection);
        while (!(bool)(await command.ExecuteScalarAsync())!)
        {
            await Task.Yield();
        }
    }
}
