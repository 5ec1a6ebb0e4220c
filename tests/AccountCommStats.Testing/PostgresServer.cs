using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace AccountCommStats.Testing;

/// <summary>
/// A private PostgreSQL server in a temporary directory, without durability. One serves the whole test process; every test
/// that needs a database creates its own.
/// </summary>
/// <remarks>
/// The server ends with the test process, however that ends: a shell owns server and directory, waits for the end of its
/// standard input, and cleans up. The server's time zone is deliberately not UTC, so that whoever forgets to say UTC notices.
/// </remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int Attempts = 5;

    private const string Script = """
        set -e
        umask 077
        mkdir "$DIR"
        server=
        trap 'test -z "$server" || { kill -QUIT $server; wait $server || true; }; rm -rf "$DIR"' EXIT
        cd "$DIR"
        "$BIN/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
        "$BIN/postgres" -D data -p "$PORT" -k "$DIR" -c listen_addresses=127.0.0.1 \
          -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=1GB -c shared_buffers=128MB \
          -c max_connections=60 -c timezone=America/St_Johns -c log_timezone=UTC -c lc_messages=C \
          -c max_prepared_transactions=4 $SETTINGS </dev/null &
        server=$!
        # Ends when the test process closes the pipe, or dies and thereby closes it.
        cat >/dev/null
        """;

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(() => StartAsync());

    private readonly Process _shell;
    private readonly StringBuilder _log;
    private int _databases;

    private PostgresServer(Process shell, StringBuilder log, int port, string socketDirectory)
    {
        _shell = shell;
        _log = log;
        Port = port;
        SocketDirectory = socketDirectory;
    }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The directory of the server's Unix socket, which serves the same port number.</summary>
    public string SocketDirectory { get; }

    /// <summary>What the server has logged so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>The server of this test process; started by the first who asks.</summary>
    public static Task<PostgresServer> GetAsync() => SharedServer.Value;

    /// <summary>Starts a server of one's own, for tests that stop it or change its settings.</summary>
    /// <param name="settings">Settings that differ from the usual, such as <c>shared_buffers=512MB</c>; without blanks.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryStartAsync(settings);
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Somebody else may have taken the port between our choosing it and the server's opening it.
            }
        }
    }

    /// <summary>The connection string of a database for the superuser <c>postgres</c>, over TCP and without password.</summary>
    public string ConnectionString(string database = "postgres")
        => $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Include Error Detail=true";

    /// <summary>Creates a database with a name of its own.</summary>
    /// <param name="template">The database to copy; by default an empty one.</param>
    public async Task<PostgresDatabase> CreateDatabaseAsync(string template = "template1")
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name} template {template}", connection);
        await command.ExecuteNonQueryAsync();
        return new PostgresDatabase(this, name);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private static async Task<PostgresServer> TryStartAsync(string[] settings)
    {
        var port = FreePort();
        // A Unix socket's path must be short, so the directory lies directly under /tmp, whatever TMPDIR says.
        var directory = $"/tmp/acstats-pg-{Environment.ProcessId}-{port}";
        var shell = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", RunAsServerUser() },
            Environment =
            {
                ["DIR"] = directory,
                ["BIN"] = PostgresBinaries.Directory,
                ["PORT"] = port.ToString(),
                ["SETTINGS"] = string.Concat(settings.Select(setting => $" -c {setting}")),
                ["SCRIPT"] = Script,
            },
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        var log = new StringBuilder();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.AppendLine(line.Data);
            }

            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException($"The PostgreSQL server did not start:\n{log}"));
            }
            else if (line.Data.Contains("database system is ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        shell.BeginErrorReadLine();
        await ready.Task;
        return new PostgresServer(shell, log, port, directory);
    }

    /// <summary>The command that runs the script: the server refuses to run as root.</summary>
    private static string RunAsServerUser()
        => Environment.UserName != "root" ? "exec sh -c \"$SCRIPT\""
            : File.Exists("/usr/sbin/runuser") || File.Exists("/sbin/runuser") ? "exec runuser -u postgres -- sh -c \"$SCRIPT\""
            : "exec su postgres -s /bin/sh -c \"$SCRIPT\"";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
