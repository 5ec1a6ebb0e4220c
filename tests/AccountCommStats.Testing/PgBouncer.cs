using System.Globalization;

namespace AccountCommStats.Testing;

/// <summary>PgBouncer in transaction mode in front of a private PostgreSQL server.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private const string Script = """
        cat >pgbouncer.ini <<END
        [databases]
        * = host=127.0.0.1 port=$SERVER_PORT user=postgres
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = $PORT
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = $POOL_SIZE
        query_wait_timeout = 2
        END
        "$PGBOUNCER" pgbouncer.ini </dev/null &
        """;

    private readonly ServerProgram _program;

    private PgBouncer(ServerProgram program) => _program = program;

    /// <summary>Starts PgBouncer.</summary>
    /// <param name="server">The server behind PgBouncer.</param>
    /// <param name="poolSize">
    /// The number of server connections per database. A client that gets none of them fails after two seconds.
    /// </param>
    public static async Task<PgBouncer> StartAsync(PostgresServer server, int poolSize)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new PgBouncer(await ServerProgram.StartAsync(
            "pgbouncer",
            Script,
            "process up: ",
            stop: "TERM",
            ("PGBOUNCER", Find()),
            ("SERVER_PORT", server.Port.ToString(CultureInfo.InvariantCulture)),
            ("POOL_SIZE", poolSize.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port => _program.Port;

    /// <summary>The URI of a database through PgBouncer.</summary>
    public string Uri(string database) => $"postgresql://postgres@127.0.0.1:{Port}/{database}";

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private static string Find()
    {
        // Debian installs PgBouncer outside an ordinary user's PATH.
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin");
        return directories.Select(directory => Path.Combine(directory, "pgbouncer")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                "PgBouncer is not installed. Run tests/run.sh, which installs it, or 'apt-get install pgbouncer'.");
    }
}
