using System.Diagnostics;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Sources;

/// <summary>psql as a user runs it: the one that is found first, which on Debian is a script that starts a version's own.</summary>
internal static class Psql
{
    /// <summary>The settings of the product's sessions, for the environment.</summary>
    public const string ProductOptions = "-c jit=off -c timezone=UTC";

    /// <summary>The settings as the server has them, but for the time zone, which shows in the file.</summary>
    public const string DefaultOptions = "-c timezone=UTC";

    private static readonly string Found = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, "psql"))
        .FirstOrDefault(File.Exists) ?? PostgresBinaries.Path("psql");

    /// <summary>
    /// Writes what a query yields to a file as CSV with header: <c>\copy (query) to 'file' csv header</c>, in the spelling that
    /// takes a query of several lines.
    /// </summary>
    public static ProcessStartInfo ToCsv(PostgresDatabase database, string query, string file, string options = ProductOptions)
        => Run(database, options, "-o", file, "-c", $"copy (\n{query}\n) to stdout (format csv, header)");

    /// <summary>Lets the server hand over what queries yield, in binary and to nowhere.</summary>
    public static ProcessStartInfo ToNowhere(PostgresDatabase database, IEnumerable<string> queries)
        => Run(database, ProductOptions, ["-o", "/dev/null", .. queries.SelectMany(query => (string[])["-c", $"copy (\n{query}\n) to stdout (format binary)"])]);

    /// <summary>A psql process for each file of a folder, so many at a time; what they print goes to nowhere.</summary>
    public static ProcessStartInfo ForEach(PostgresDatabase database, string folder, int processes)
        => new("bash", ["-c", $"ls '{folder}'/*.sql | xargs -P {processes} -I FILE '{Found}' -X -q -v ON_ERROR_STOP=1 -d '{database.Uri}' -o FILE.csv -f FILE"])
        {
            Environment = { ["PGOPTIONS"] = ProductOptions, ["PGCLIENTENCODING"] = "UTF8" },
        };

    private static ProcessStartInfo Run(PostgresDatabase database, string options, params IEnumerable<string> arguments)
        => new(Found, ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database.Uri, .. arguments])
        {
            Environment = { ["PGOPTIONS"] = options, ["PGCLIENTENCODING"] = "UTF8" },
        };
}
