using AccountCommStats.EndToEnd.Tests.Secrets;

namespace AccountCommStats.EndToEnd.Tests.CommandLine;

/// <summary>A random command line and its environment. They are mostly right, but have typos.</summary>
internal sealed record RandomCommandLine(string Script, IReadOnlyList<string> Arguments, IReadOnlyList<(string Name, string Value)> Environment)
{
    private static readonly string[] Garbage =
    [
        "", " ", "-", "--", "---", "--=", "@none", "@", "--asof", "-x", "--organization=", "--source=", "\u00FC\u00DF\u6F22", "\u202Etxt", "\u001B[31m", new('a', 5000),
        "%s%n", "$(id)", "..", "/", "/dev/null", "/dev/full", "/proc/none/x", "*", "0", "-1", "1e9", "NaN", "null", "true", "[diagram]", "[suggest]", "[suggest:x]", "[suggest:999]", "[suggest:-1]",
        "--help", "-h", "-?", "--version", "{}", "a=b", "a\nb", "a\tb", ";", "|",
    ];

    private static readonly string[] Scripts =
    [
        .. Enumerable.Repeat("exec \"$@\"", 12), "exec \"$@\" >&-", "exec \"$@\" 2>&-", "exec \"$@\" >/dev/full", "exec \"$@\" 2>/dev/full", "exec \"$@\" <&-",
        "exec \"$@\" >&- 2>&- <&-", "mkdir gone && cd gone && rmdir ../gone && exec \"$@\"", "umask 777 && exec \"$@\"",
    ];

    private static readonly string[] Numbers = [.. Enumerable.Repeat("1", 40), "2", "0", "-1", "1.5", "x", "", "2147483648", "99999999999999999999", "0x10", "1,2", " 1", "+1", "1_000"];

    private static readonly string[] Times =
    [
        .. Enumerable.Repeat("2025-12-10", 20), "2025-12-10T00:00:00Z", "2025-12-10T10:30", "2025-12-10T10:30:00.5+02:00", "0001-01-01", "9999-12-31T23:59:59-14:00", "1900-01-01", "2025-02-30", "03.04.2025",
        "12:00", "Dec 10", "2025-12", "2999-01-01", "", "now", "2025-12-10T24:00", "2025-12-10T00:00:00.12345678Z", "2025-12-10 00:00",
    ];

    /// <summary>Creates a random command line.</summary>
    /// <param name="sample">A DuckDB file with organization 1. The same folder has an export of that organization.</param>
    /// <param name="server">The URI of a PostgreSQL database with organization 1.</param>
    public static RandomCommandLine Create(Random random, string sample, string server)
    {
        var folder = Path.GetDirectoryName(sample)!;
        var delivered = Directory.GetFiles(folder, "account-*");
        string[] sources =
        [
            sample, sample, sample, sample, sample, sample, sample, server, server, server, server, $"{server}?target_session_attrs=read-write", "none.duckdb", "no/such/none.duckdb", ".", "/dev/null", "", "postgresql://", "postgresql://127.0.0.1:1/crm",
            "host=127.0.0.1 port=1", "Host=127.0.0.1;Port=1", "sample", delivered[0], Any(MalformedSources.All), Any(MalformedSources.All),
        ];
        var words = Any<Func<string[]>>([Export, Export, Export, Check, Seed, Demo, Spec, Spec, Contract, Diff, Report, Accept, Verify])().ToList();
        Slip();
        List<(string, string)> environment = [];
        foreach (var (name, values) in Variables())
        {
            if (random.Next(8) == 0)
            {
                environment.Add((name, Any(values)));
            }
        }

        return new RandomCommandLine(Any(Scripts), words, environment);

        T Any<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

        string[] Maybe(string option, IReadOnlyList<string> values) => random.Next(3) == 0 ? [option, Any(values)] : [];

        string[] Flag(string option) => random.Next(5) == 0 ? [option] : [];

        string[] Log() => [.. Maybe("--log-level", ["trace", "trace", "trace", "debug", "debug", "none", "loud"]), .. Maybe("--log-format", ["json", "json", "json", "json", "text", "xml"])];

        string[] Source() => random.Next(5) == 0 ? [] : [Any([.. Enumerable.Repeat("--source", 8), "-s", "-s", "--sorce"]), Any(sources)];

        string[] Export() =>
        [
            "export", .. Source(), .. Any<string[]>([["-o", "1"], ["--organization", "1", "2"], ["--all-organizations"], ["--all-organizations"], ["-o", Any(Numbers)], []]),
            "--output", Any([.. Enumerable.Repeat("out", 15), "none", sample, "/dev/null", "/proc", ""]), "--retries", Any([.. Enumerable.Repeat("0", 20), "1", "x"]), "--retry-delay", Any([.. Enumerable.Repeat("0", 20), "0.01", "-1", "x", "NaN", "1e400"]),
            .. Maybe("--as-of", Times), .. Maybe("--time-frame-days", Numbers), .. Maybe("--connections", Numbers), .. Maybe("--on-violation", ["fail", "fail", "quarantine", "quarantine", "x"]),
            .. Maybe("--max-violations", Numbers), .. Maybe("--parallel-organizations", Numbers), .. Maybe("--wait-for-lock", ["0", "0", "0", "1", "x"]), .. Maybe("--statement-timeout", Numbers),
            .. Maybe("--export", ["account-core", "account-core,account-communication-stats", "account-communication-stats", "account-core,,", "none"]), .. Maybe("--against", ["out", "out", "none", sample, "s3://deliveries/crm", ""]), .. Maybe("--on-drift", ["warn", "fail", "x"]), .. Flag("--resume"), .. Flag("--report"), .. Flag("--allow-future"), .. Flag("--json"), .. Log(),
        ];

        string[] Check() =>
        [
            "check", .. Source(), .. Maybe("--grants", ["exporter", "", "a\"b", "a\nb"]), .. Maybe("--schema", ["public", ""]), .. Maybe("--export", ["account-core", "x"]), .. Flag("--json"), .. Log(),
        ];

        string[] Seed() =>
        [
            "seed", .. Source(), .. Maybe("--organization", Numbers), "--accounts", Any(["1", "1", "1", "1", "0", "x"]), "--events-per-account", Any(["0", "1", "1", "1", "1.5"]), .. Flag("--replace"),
            .. Flag("--tables-are-samples"), .. Log(),
        ];

        string[] Demo() => ["demo", "--accounts", Any(["1", "1", "1", "0"]), "--output", Any(["out", "out", "new/deeper", "", "/dev/null", "/proc/none"]), .. Log()];

        string[] Spec() =>
        [
            "spec", .. Any<string[]>(
            [
                ["show"], ["show", "account_id"], ["show", "--sql"], ["show", "--json"], ["show", "x", "--file", "spec/account-core.md"], ["show", "--file", Any(sources)], ["lint"],
                ["lint", "spec/account-core.md"], ["lint", Any(sources)], ["lint", "--format", Any(["json", "sarif", "github", "msbuild", "x"])], ["fix"], ["fix", "--write", "--align"], ["diff"],
                ["diff", "spec/account-core.md", Any(sources)], ["diff", "a"], ["ship"], ["ship", "account-core"], ["ship", Any(Garbage)], ["new", "account-topics"], ["new", Any(Garbage)],
                ["new", "account-topics", "--folder", Any(Garbage)], [],
            ]), .. Log(),
        ];

        string[] Contract() =>
        [
            "spec", "contract", "--as", Any(["json-schema", "odcs", "frictionless", "frictionless", "dbt", "dbt", "xml", ""]), .. Maybe("--target", ["duckdb", "bigquery", "x"]), .. Maybe("--from", [.. delivered, "none.csv", ".", ""]),
            .. Maybe("--export", ["account-core", "account-communication-stats", "none"]), .. Maybe("--output", ["out", "new/deeper", "", "/dev/null", "/proc/none"]), .. Flag("--json"), .. Log(),
        ];

        string[] Diff() =>
        [
            "diff", Any([.. delivered, folder, folder, "none.csv", "/dev/null", ""]), Any([.. delivered, folder, folder, sample]), .. Maybe("--export", ["account-core", "account-communication-stats", "none"]),
            .. Maybe("--organization", Numbers), .. Maybe("--columns", ["total_emails", "none", ""]), .. Maybe("--ignore", ["extracted_at", "account_id", "none"]), .. Maybe("--tolerance", ["0.01", "total_emails=1", "x", "=", "none=1"]),
            .. Maybe("--show", Numbers), .. Any<string[]>([[], [], ["--format", Any(["text", "jsonl", "html", "x"])], ["--format", "html", "--output", Any(["out/diff.html", "none/diff.html", ".", "", "/dev/full"])], ["--output", "out/diff.html"]]), .. Flag("--json"), .. Log(),
        ];

        string[] Report() =>
        [
            "report", Any([.. delivered, sample, "none.csv", ".", "/dev/null", ""]), .. Maybe("--against", [.. delivered, "none.csv", ""]), "--output", Any([.. Enumerable.Repeat("out/report.html", 8), "none/report.html", ".", "", "/dev/full"]),
            .. Flag("--json"), .. Log(),
        ];

        string[] Accept() => ["accept", Any([.. delivered, sample, "none.csv", ".", "/dev/null", ""]), .. Maybe("--reason", ["right", "right", "", "a\nb"]), .. Flag("--json"), .. Log()];

        string[] Verify() => ["verify", Any([.. delivered, sample, "none.csv", ".", "/dev/null", ""]), .. Maybe("--max-problems", Numbers), .. Flag("--json"), .. Log()];

        void Slip()
        {
            for (var slips = random.Next(4) == 0 ? random.Next(1, 3) : 0; slips > 0 && words.Count > 0; slips--)
            {
                var at = random.Next(words.Count);
                switch (random.Next(5))
                {
                    case 0:
                        words.RemoveAt(at);
                        break;
                    case 1:
                        words.Insert(at, words[at]);
                        break;
                    case 2:
                        words.Insert(at, Any(Garbage));
                        break;
                    case 3:
                        words[at] = Any(Garbage);
                        break;
                    default:
                        words[at] = words[at].Length > 1 ? words[at].Remove(random.Next(words[at].Length), 1) : "";
                        break;
                }
            }
        }

        (string, string[])[] Variables() =>
        [
            ("ACSTATS_SOURCE", sources), ("PGHOST", ["127.0.0.1", "/none", "a b", ""]), ("PGPORT", ["1", "x", "0"]), ("PGSSLMODE", ["require", "x"]), ("PGTARGETSESSIONATTRS", ["primary", "x"]),
            ("PGOPTIONS", ["-c search_path=none", "x"]), ("PGSERVICE", ["none"]), ("PGPASSFILE", ["/none", "/dev/null", "."]), ("PGPASSWORD", [MalformedSources.Mark]), ("PGCONNECT_TIMEOUT", ["1", "x"]),
            ("PGAPPNAME", ["a;b=c"]), ("PGDATABASE", ["none", "a=b"]), ("PGUSER", ["nobody", ""]), ("PGSSLROOTCERT", ["/none"]), ("HOME", ["/none", ""]), ("TMPDIR", ["/none"]), ("TZ", ["none", "Asia/Kathmandu"]),
            ("LANG", ["tr_TR.UTF-8", "C"]), ("TERM", ["dumb", ""]), ("NO_COLOR", ["1"]), ("COLUMNS", ["0", "x"]),
        ];
    }

    /// <summary>The shell command that repeats the run.</summary>
    public override string ToString()
        => $"{string.Concat(Environment.Select(one => $"{one.Name}={Quote(one.Value)} "))}bash -c {Quote(Script)} acstats acstats {string.Join(' ', Arguments.Select(Quote))}";

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
