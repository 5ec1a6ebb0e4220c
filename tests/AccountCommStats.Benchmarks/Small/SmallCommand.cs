using System.CommandLine;
using AccountCommStats.Benchmarks.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Sample;
using AccountCommStats.Sample.Seeding;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Small;

/// <summary><c>small</c>: how fast is an export of an organization of the usual size?</summary>
internal static class SmallCommand
{
    private static readonly (int Accounts, int EventsPerAccount, double MaximumTimesPsql)[] Sizes = [(50, 100, 1.1), (500, 600, 0.8), (5_000, 600, 0.65)];

    private const double MaximumTimesDuckDb = 1.1;
    private const int QuickRuns = 5;

    public static Command Create()
    {
        var runs = SizeOption.Runs(21);
        var acstats = SizeOption.Acstats("one that is published first");
        var quick = SizeOption.Quick();
        var command = new Command("small", "Exports of 50, 500 and 5,000 accounts with default options, against psql or DuckDB's COPY with the same query.") { runs, acstats, quick };
        command.SetAction((parse, _) => parse.GetValue(quick)
            ? RunAsync(QuickRuns, Sizes[..2], parse.GetValue(acstats), SizeOption.Margin(isQuick: true))
            : RunAsync(parse.GetValue(runs), Sizes, parse.GetValue(acstats), margin: 1));
        return command;
    }

    private static async Task<int> RunAsync(int runs, IReadOnlyList<(int Accounts, int EventsPerAccount, double MaximumTimesPsql)> sizes, FileInfo? given, double margin)
    {
        using var folder = new TemporaryDirectory();
        var acstats = await AcstatsBinary.GivenOrPublishedAsync(given, folder);
        await using var server = await BenchmarkServer.StartAsync();
        Machine.Print("small", server.Description);
        var bars = new Bars(margin);
        foreach (var (accounts, events, most) in sizes)
        {
            await using var database = await server.SeedAsync(accounts, events);
            var query = SourceQuery.ColumnsOf(SourceQuery.Rows);
            Contestant OfPsql(string name, string options)
                => Contestant.OfProcess(name, () => Psql.ToCsv(database, query, folder.File("psql.csv"), options)) with { Rows = accounts };

            Contestant Ours(string name, int? connections)
                => Contestant.OfProcess(name, () => AcstatsBinary.Export(acstats, database.Uri, folder.Path, connections)) with { Rows = accounts };

            // The largest organization runs fewer rounds, because one round takes half a minute.
            var results = await Race.RunAsync(
                [OfPsql("psql, jit off", Psql.ProductOptions), OfPsql("psql, the server's default jit", Psql.DefaultOptions), Ours("ours, default options", null), Ours("ours, 1 connection", 1)],
                accounts < 5_000 ? runs : Math.Max(1, runs / 3));
            Report.Line($"{accounts:N0} accounts, {1L * accounts * events:N0} events. Whole processes; ours is {acstats.Kind}.");
            Report.Line();
            RaceTable.Print("small", results, results[0]);
            bars.AtMost($"{accounts:N0} accounts", Math.Max(results[2].RatioTo(results[0]), results[2].RatioTo(results[1])), most, "times the faster psql");
            bars.AtMost($"{accounts:N0} accounts, more connections", results[2].RatioTo(results[3]), 1.05, "times one connection");
        }

        var (many, perAccount, _) = sizes[^1];
        var source = folder.File("small.duckdb");
        Report.Progress($"seeding {many:N0} accounts in DuckDB");
        await SampleSeeder.SeedAsync(source, new SampleOptions { OrganizationId = BenchmarkServer.Organization, Accounts = many, EventsPerAccount = perAccount });
        var embedded = await Race.RunAsync(
            [
                DuckDbCopy.InProcess(source, SourceQuery.ColumnsOf(SourceQuery.Rows), folder) with { Rows = many },
                Contestant.OfProcess("ours", () => AcstatsBinary.Export(acstats, source, folder.Path, connections: null)) with { Rows = many },
            ],
            Math.Max(1, runs / 3));
        Report.Line($"The same {many:N0} accounts in DuckDB.");
        Report.Line();
        RaceTable.Print("small, DuckDB", embedded, embedded[0]);
        bars.AtMost("DuckDB", embedded[1].RatioTo(embedded[0]), MaximumTimesDuckDb, "times DuckDB's own COPY");
        return bars.Print();
    }
}
