using System.CommandLine;
using System.Text.Json;
using AccountCommStats.Benchmarks.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Export;

/// <summary><c>export</c>: how fast is the job itself?</summary>
internal static class ExportCommand
{
    private const double MaximumTimesPsqlOnTwo = 0.7;

    public static Command Create()
    {
        var accounts = SizeOption.Create("--accounts", 50_000, "Accounts of the sample organization.");
        var events = SizeOption.Create("--events", 600, "Its events per account.");
        var runs = SizeOption.Runs(5);
        var acstats = SizeOption.Acstats("the one built with the benchmark, by dotnet");
        var command = new Command("export", "A whole organization's export against psql with the same query, and against the floor.")
        {
            accounts, events, runs, acstats,
        };
        command.SetAction((parse, _) => RunAsync(
            parse.GetValue(accounts),
            parse.GetValue(events),
            parse.GetValue(runs),
            parse.GetValue(acstats) is { } binary ? new NativeOrManaged(binary.FullName) : NativeOrManaged.Built("src/AccountCommStats", "acstats")));
        return command;
    }

    private static async Task<int> RunAsync(int accounts, int events, int runs, NativeOrManaged acstats)
    {
        using var folder = new TemporaryDirectory();
        await using var server = await BenchmarkServer.StartAsync();
        Machine.Print("export", server.Description);
        await using var database = await server.SeedAsync(accounts, events);

        var query = await HoldIdenticalAsync(database, acstats, folder);
        Contestant OfPsql(string name, string options)
            => Contestant.OfProcess(name, () => Psql.ToCsv(database, query, folder.File("psql.csv"), options)) with { Rows = accounts };

        Contestant Ours(int connections, string name)
            => Contestant.OfProcess(name, () => AcstatsBinary.Export(acstats, database.Uri, folder.Path, connections)) with { Rows = accounts };

        Contestant[] contestants =
        [
            OfPsql("psql, jit off as ours", Psql.ProductOptions),
            OfPsql("psql, the server's default jit", Psql.DefaultOptions),
            Ours(1, "ours, 1 connection"),
            Ours(2, "ours, 2 connections"),
            Contestant.OfProcess("floor", () => Psql.ToNowhere(database, SourceQuery.Floor(AccountCommunicationStats.Query.SourceTables))),
        ];
        var results = await Race.RunAsync(contestants, runs);
        Report.Line($"{accounts:N0} accounts, {1L * accounts * events:N0} events. Whole processes; ours is {acstats.Kind}. Ours and psql write the same bytes.");
        Report.Line("Floor: psql receives the columns that the relations need, by `COPY (select ...) TO STDOUT (FORMAT binary)`, and throws them away.");
        Report.Line();
        RaceTable.Print("export", results, results[0]);
        var bars = new Bars();
        bars.AtMost("two connections", Math.Max(results[3].RatioTo(results[0]), results[3].RatioTo(results[1])), MaximumTimesPsqlOnTwo, "times the faster psql");
        return bars.Print();
    }

    /// <summary>Exports once, runs psql with the same system values and compares the files.</summary>
    /// <returns>The query with which psql writes the same bytes.</returns>
    /// <exception cref="BenchmarkException">The files differ.</exception>
    private static async Task<string> HoldIdenticalAsync(PostgresDatabase database, NativeOrManaged acstats, TemporaryDirectory folder)
    {
        Report.Progress("comparing the files");
        await MeasuredProcess.RunAsync(AcstatsBinary.Export(acstats, database.Uri, folder.Path, connections: 2));
        var manifestPath = Directory.GetFiles(folder.Path, "*.manifest.json").Single();
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(manifestPath));
        var query = SourceQuery.RowsWith(
            manifest.RootElement.GetProperty("extracted_at").GetDateTime(),
            manifest.RootElement.GetProperty("system_values").GetProperty("data_as_of").GetDateTime());
        var psqlFile = folder.File("psql.csv");
        await MeasuredProcess.RunAsync(Psql.ToCsv(database, SourceQuery.ColumnsOf(query), psqlFile));
        Files.RequireIdentical(psqlFile, Directory.GetFiles(folder.Path, "*Z.csv").Single(), "acstats");
        return query;
    }
}
