using Npgsql;

namespace AccountCommStats.Testing;

/// <summary>
/// A private PostgreSQL server in a temporary directory, without durability. One server serves the whole test process; every test
/// that needs a database creates its own database.
/// </summary>
/// <remarks>The server's time zone is deliberately not UTC, so that code which assumes UTC fails.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Settings = """
        -p "$PORT" -k "$DIR" -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
          -c max_wal_size=1GB -c shared_buffers=128MB -c max_connections=60 -c timezone=America/St_Johns -c log_timezone=UTC \
          -c lc_messages=C -c max_prepared_transactions=4
        """;

    private const string Primary = $"""
        "$BIN/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync >initdb.log 2>&1 || {"{ cat initdb.log >&2; exit 1; }"}
        "$BIN/postgres" -D data {Settings} $SETTINGS </dev/null &
        """;

    // Makes the standby cancel queries at once if they block the replay.
    private const string Standby = $"""
        "$BIN/pg_basebackup" -D data -h "$PRIMARY" -p "$PRIMARY_PORT" -U postgres -R --checkpoint=fast --no-sync >&2
        "$BIN/postgres" -D data {Settings} -c hot_standby=on -c max_standby_streaming_delay=0 </dev/null &
        """;

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(() => StartAsync());

    private readonly ServerProgram _program;
    private int _databases;

    private PostgresServer(ServerProgram program) => _program = program;

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port => _program.Port;

    /// <summary>The directory of the server's Unix socket, which serves the same port number.</summary>
    public string SocketDirectory => _program.Directory;

    /// <summary>What the server has logged so far.</summary>
    public string Log => _program.Log;

    /// <summary>The server of this test process; started on first use.</summary>
    public static Task<PostgresServer> GetAsync() => SharedServer.Value;

    /// <summary>Starts a separate server, for tests that stop it or change its settings.</summary>
    /// <param name="settings">
    /// Settings that differ from the usual ones, such as <c>shared_buffers=512MB</c>. A setting must not contain spaces.
    /// </param>
    public static async Task<PostgresServer> StartAsync(params string[] settings) => new(await ServerProgram.StartAsync(
        "pg",
        Primary,
        "database system is ready to accept connections",
        stop: "QUIT",
        ("SETTINGS", string.Concat(settings.Select(setting => $" -c {setting}")))));

    /// <summary>Starts a hot standby of this server.</summary>
    public async Task<PostgresServer> StartStandbyAsync() => new(await ServerProgram.StartAsync(
        "standby",
        Standby,
        "database system is ready to accept read-only connections",
        stop: "QUIT",
        ("PRIMARY", SocketDirectory),
        ("PRIMARY_PORT", Port.ToString())));

    /// <summary>The connection string of a database for the superuser <c>postgres</c>, over TCP, with no password.</summary>
    public string ConnectionString(string database = "postgres")
        => $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Include Error Detail=true";

    /// <summary>The connection string of a database as a URI.</summary>
    public string Uri(string database) => $"postgresql://postgres@127.0.0.1:{Port}/{database}";

    /// <summary>Creates a database.</summary>
    /// <param name="template">The database to copy; by default an empty one.</param>
    /// <param name="name">The name of the new database; by default a unique one.</param>
    public async Task<PostgresDatabase> CreateDatabaseAsync(string template = "template1", string? name = null)
    {
        name ??= $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name} template {template}", connection);
        await command.ExecuteNonQueryAsync();
        return new PostgresDatabase(this, name);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
