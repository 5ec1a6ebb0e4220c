using System.Diagnostics;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Sources;

/// <summary>psql as a user runs it: the first one found, which on Debian is a wrapper script.</summary>
internal static class Psql
{
    /// <summary>The settings of the product's sessions, in the form of the environment variable PGOPTIONS.</summary>
    public const string ProductOptions = "-c jit=off -c timezone=UTC";

    /// <summary>The server's default settings, except for the time zone, which is set because it would change the file.</summary>
    public const string DefaultOptions = "-c timezone=UTC";

    private static readonly string Found = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, "psql"))
        .FirstOrDefault(File.Exists) ?? PostgresBinaries.Path("psql");

    /// <summary>
    /// Writes the rows of a query to a file as CSV with a header. It does what <c>\copy (query) to 'file' csv header</c> does, in
    /// a form that allows a query of several lines.
    /// </summary>
    public static ProcessStartInfo ToCsv(PostgresDatabase database, string query, string file, string options = ProductOptions)
        => Run(database, options, "-o", file, "-c", $"copy (\n{query}\n) to stdout (format csv, header)");

    /// <summary>Receives the results of queries in binary and discards them.</summary>
    public static ProcessStartInfo ToNowhere(PostgresDatabase database, IEnumerable<string> queries)
        => Run(database, ProductOptions, ["-o", "/dev/null", .. queries.SelectMany(query => (string[])["-c", $"copy (\n{query}\n) to stdout (format binary)"])]);

    /// <summary>
    /// Runs a psql process for each query file of a folder, up to the given number at once. Each process writes a CSV file.
    /// </summary>
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
