using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>
/// A table that is locked until it is released. Exports block where they read their rows, with their files open: nothing before that
/// needs the table.
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

    /// <summary>Waits until an export waits for the table.</summary>
    public Task WaitUntilBlockedAsync() => WaitForAsync(
        // Of this database: other tests hold tables of theirs on the same server.
        $"select exists (select from pg_locks where not granted and relation = '{Table}'::regclass and database = (select oid from pg_database where datname = current_database()))");

    /// <summary>Waits until the server has no session of an export.</summary>
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
