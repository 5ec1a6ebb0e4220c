using System.Diagnostics;

namespace AccountCommStats.Testing;

/// <summary>Finds the programs of an installed PostgreSQL server.</summary>
public static class PostgresBinaries
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>
    /// The directory with <c>initdb</c>, <c>postgres</c> and <c>psql</c>. If several versions are installed, it is that of the
    /// newest.
    /// </summary>
    /// <exception cref="InvalidOperationException">No PostgreSQL server is installed.</exception>
    public static string Directory => Found.Value;

    /// <summary>The path of one program.</summary>
    public static string Path(string program) => System.IO.Path.Combine(Directory, program);

    private static string Find()
        => Candidates().FirstOrDefault(directory => HasServer(directory))
            ?? throw new InvalidOperationException(
                "No PostgreSQL server is installed: initdb was not found by pg_config, under /usr/lib/postgresql, /usr/pgsql-* "
                + "or on the PATH. Run tests/run.sh, which installs it, or 'apt-get install postgresql'.");

    private static IEnumerable<string> Candidates()
    {
        if (AskPgConfig() is { } configured)
        {
            yield return configured;
        }

        foreach (var directory in Versioned("/usr/lib/postgresql", "*").Concat(Versioned("/usr", "pgsql-*")))
        {
            yield return directory;
        }

        foreach (var directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator))
        {
            yield return directory;
        }
    }

    private static IEnumerable<string> Versioned(string root, string pattern)
        => System.IO.Directory.Exists(root)
            ? System.IO.Directory.GetDirectories(root, pattern)
                .OrderByDescending(Version)
                .Select(directory => System.IO.Path.Combine(directory, "bin"))
            : [];

    private static int Version(string directory)
        => int.TryParse(System.IO.Path.GetFileName(directory).Split('-')[^1], out var version) ? version : 0;

    private static bool HasServer(string directory)
        => File.Exists(System.IO.Path.Combine(directory, "initdb")) && File.Exists(System.IO.Path.Combine(directory, "postgres"));

    private static string? AskPgConfig()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pg_config", "--bindir") { RedirectStandardOutput = true })!;
            var answer = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 && answer.Length > 0 ? answer : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // pg_config belongs to the development package, which need not be installed.
        }
    }
}
