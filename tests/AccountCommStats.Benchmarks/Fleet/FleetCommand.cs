using System.CommandLine;
using AccountCommStats.Benchmarks.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Sample;
using AccountCommStats.Sample.Seeding;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Fleet;

/// <summary><c>fleet</c>: how fast is an export of many small organizations?</summary>
internal static class FleetCommand
{
    private const double MaximumTimesPsqlTwoAtATime = 0.35;
    private const double MaximumTimesPsqlOneByOne = 0.4;
    private const int QuickOrganizations = 40;

    public static Command Create()
    {
        var organizations = SizeOption.Create("--organizations", 300, "Organizations of 50 accounts and 5,000 events each.");
        var runs = SizeOption.Runs(3);
        var acstats = SizeOption.Acstats("one that is published first");
        var quick = SizeOption.Quick();
        var command = new Command("fleet", "Many small organizations in one process, against a psql process for each.") { organizations, runs, acstats, quick };
        command.SetAction((parse, _) => RunAsync(
            parse.GetValue(quick) ? QuickOrganizations : parse.GetValue(organizations), parse.GetValue(runs), parse.GetValue(acstats), SizeOption.Margin(parse.GetValue(quick))));
        return command;
    }

    private static async Task<int> RunAsync(int organizations, int runs, FileInfo? given, double margin)
    {
        using var folder = new TemporaryDirectory();
        var acstats = await AcstatsBinary.GivenOrPublishedAsync(given, folder);
        await using var server = await BenchmarkServer.StartAsync();
        Machine.Print("fleet", server.Description);
        await using var database = await SeedAsync(server, organizations);
        var queries = Directory.CreateDirectory(folder.File("queries")).FullName;
        for (var organization = 1; organization <= organizations; organization++)
        {
            await File.WriteAllTextAsync(Path.Combine(queries, $"{organization}.sql"), $"copy (\n{SourceQuery.ColumnsOf(SourceQuery.RowsOf(organization))}\n) to stdout (format csv, header)\n");
        }

        Contestant OfPsql(string name, int processes)
            => Contestant.OfProcess(name, () => Psql.ForEach(database, queries, processes)) with { Rows = 50L * organizations };

        Contestant Ours(string name, int? parallel)
            => Contestant.OfProcess(name, () => AcstatsBinary.ExportAll(acstats, database.Uri, folder.Path, parallel)) with { Rows = 50L * organizations };

        var results = await Race.RunAsync(
            [OfPsql("psql, one after the other", 1), OfPsql("psql, two at a time", 2), Ours("ours, default options", null), Ours("ours, --parallel-organizations 1", 1), Ours("ours, --parallel-organizations 4", 4)],
            runs);
        Report.Line($"{organizations:N0} organizations of 50 accounts and 5,000 events. Whole processes; ours is {acstats.Kind}, psql runs with jit off.");
        Report.Line();
        RaceTable.Print("fleet", results, results[1]);
        var bars = new Bars(margin);
        bars.AtMost("default options", results[2].RatioTo(results[1]), MaximumTimesPsqlTwoAtATime, "times psql two at a time");
        bars.AtMost("one organization at a time", results[3].RatioTo(results[0]), MaximumTimesPsqlOneByOne, "times psql one after the other");
        return bars.Print();
    }

    private static async Task<PostgresDatabase> SeedAsync(BenchmarkServer server, int organizations)
    {
        Report.Progress($"seeding {organizations:N0} organizations");
        var database = await server.CreateDatabaseAsync();
        for (var organization = 1; organization <= organizations; organization++)
        {
            await SampleSeeder.SeedAsync(database.ConnectionString, new SampleOptions { OrganizationId = organization, Accounts = 50, EventsPerAccount = 100 });
        }

        await BenchmarkServer.SettleAsync(database);
        return database;
    }
}
