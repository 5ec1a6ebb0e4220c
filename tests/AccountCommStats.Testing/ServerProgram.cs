using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AccountCommStats.Testing;

/// <summary>A server program that runs in its own temporary directory, on a free port of 127.0.0.1, as a user other than root.</summary>
/// <remarks>
/// The program ends with the test process, however that process ends. A shell owns the program and the directory. When the
/// standard input of the shell ends, the shell cleans up.
/// </remarks>
internal sealed class ServerProgram : IAsyncDisposable
{
    private const int Attempts = 5;
    private const string Memory = "/dev/shm";
    private const long NeededMemoryBytes = 4L << 30;

    private const string Opening = """
        set -e
        umask 077
        mkdir "$DIR"
        server=
        trap 'test -z "$server" || { kill -$STOP $server; wait $server || true; }; rm -rf "$DIR"' EXIT
        cd "$DIR"
        """;

    private const string Ending = """
        server=$!
        # Ends when the test process closes the pipe, or dies and thereby closes it.
        cat >/dev/null
        """;

    /// <summary>
    /// The folder in which the programs' directories are created. It is in memory if enough is free, because each database has
    /// three hundred files, and file systems on disk create files slowly after many were deleted. Otherwise it is /tmp, even if
    /// TMPDIR is set, because a Unix socket's path must be short.
    /// </summary>
    private static readonly string Parent =
        System.IO.Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= NeededMemoryBytes ? Memory : "/tmp";

    private readonly Process _shell;
    private readonly StringBuilder _log;

    private ServerProgram(Process shell, StringBuilder log, int port, string directory)
    {
        _shell = shell;
        _log = log;
        Port = port;
        Directory = directory;
    }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The directory of the program, which also has its Unix sockets.</summary>
    public string Directory { get; }

    /// <summary>What the program has logged so far.</summary>
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

    /// <summary>Starts a program.</summary>
    /// <param name="name">Its name, which must be one word.</param>
    /// <param name="script">
    /// Shell commands, the last of which starts the program in the background. They can use the variables BIN (PostgreSQL's
    /// programs), DIR (the directory, which is the current one) and PORT.
    /// </param>
    /// <param name="ready">What the program logs when it is ready.</param>
    /// <param name="stop">The signal that ends it at once.</param>
    /// <param name="environment">Further environment variables.</param>
    public static async Task<ServerProgram> StartAsync(
        string name, string script, string ready, string stop, params (string Name, string Value)[] environment)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryStartAsync(name, script, ready, [("STOP", stop), .. environment]);
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Another process may have taken the port before the program opened it, so this tries again.
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private static async Task<ServerProgram> TryStartAsync(
        string name, string script, string readyLine, IEnumerable<(string Name, string Value)> environment)
    {
        var port = FreePort();
        var directory = $"{Parent}/acstats-{name}-{Environment.ProcessId}-{port}";
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", RunAsServerUser() },
            Environment =
            {
                ["DIR"] = directory,
                ["BIN"] = PostgresBinaries.Directory,
                ["PORT"] = port.ToString(),
                ["SCRIPT"] = $"{Opening}\n{script}\n{Ending}",
            },
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        var shell = Process.Start(start)!;
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
                ready.TrySetException(new InvalidOperationException($"The {name} server did not start:\n{log}"));
            }
            else if (line.Data.Contains(readyLine, StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        shell.BeginErrorReadLine();
        await ready.Task;
        return new ServerProgram(shell, log, port, directory);
    }

    /// <summary>The command that runs the script as a user other than root, because the servers refuse to run as root.</summary>
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
