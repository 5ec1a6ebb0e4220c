using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Sample;
using AccountCommStats.Sample.Seeding;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Benchmarks.Sources;

/// <summary>A private PostgreSQL server for the benchmarks.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    /// <summary>The organization that every benchmark exports.</summary>
    public const long Organization = 1;

    // The approximate disk space of an event: in the table, in its indexes, and for the sorts that build the indexes.
    private const long BytesPerEvent = 450;

    private readonly PostgresServer _server;

    private BenchmarkServer(PostgresServer server, string description)
    {
        _server = server;
        Description = description;
    }

    /// <summary>The server's version and settings in words.</summary>
    public string Description { get; }

    /// <summary>Starts a server.</summary>
    public static async Task<BenchmarkServer> StartAsync()
    {
        // Settings that affect reading are the defaults, except for more memory. Vacuum runs only when a benchmark calls it.
        var server = await PostgresServer.StartAsync("shared_buffers=512MB", "autovacuum=off", "max_wal_size=4GB");
        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync();
        var version = await ScalarAsync(connection, "show server_version");
        var settings = await ScalarAsync(
            connection,
            """
            select string_agg(name || '=' || current_setting(name), ', ' order by name)
            from pg_settings
            where source = 'command line' and name !~ 'port|socket|listen|log|lc_'
            """);
        return new BenchmarkServer(
            server, $"PostgreSQL {version}, a private server on the same machine; settings other than the defaults: {settings}.");
    }

    /// <summary>Creates an empty database.</summary>
    public Task<PostgresDatabase> CreateDatabaseAsync() => _server.CreateDatabaseAsync();

    /// <summary>Creates a database with a sample organization.</summary>
    /// <exception cref="BenchmarkException">The disk is too small.</exception>
    public async Task<PostgresDatabase> SeedAsync(int accounts, int eventsPerAccount)
    {
        RequireDisk(1L * accounts * eventsPerAccount * BytesPerEvent);
        Report.Progress($"seeding {accounts:N0} accounts, {1L * accounts * eventsPerAccount:N0} events");
        var database = await CreateDatabaseAsync();
        await SampleSeeder.SeedAsync(
            database.ConnectionString,
            new SampleOptions { OrganizationId = Organization, Accounts = accounts, EventsPerAccount = eventsPerAccount });
        await SettleAsync(database);
        return database;
    }

    /// <summary>Copies a database. No one may be connected to the original.</summary>
    public async Task<PostgresDatabase> CopyAsync(PostgresDatabase original)
    {
        NpgsqlConnection.ClearAllPools();
        return await _server.CreateDatabaseAsync(original.Name);
    }

    /// <summary>Brings a database into the state that a server reaches by itself after a load.</summary>
    /// <remarks>
    /// Commits are asynchronous on this server. Without the first checkpoint, vacuum would find rows whose commit is not yet on
    /// disk, and would mark no page as all-visible.
    /// </remarks>
    public static async Task SettleAsync(PostgresDatabase database)
    {
        await using var connection = await database.OpenAsync();
        foreach (var statement in (string[])["checkpoint", "vacuum analyze", "checkpoint"])
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void RequireDisk(long bytes)
    {
        var free = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace;
        if (free < bytes)
        {
            throw new BenchmarkException(
                $"{Path.GetTempPath()} has {free / 1e9:F0} GB free and the sample data takes about {bytes / 1e9:F0} GB. Free some, or run with fewer accounts or events.");
        }
    }

    private static async Task<string> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
