using System.CommandLine;
using System.Globalization;
using AccountCommStats.Benchmarks.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Verify;

/// <summary><c>verify</c>: how fast is a file checked against its specification and manifest?</summary>
internal static class VerifyCommand
{
    private const double MaximumSeconds = 1;

    public static Command Create()
    {
        var accounts = SizeOption.Create("--accounts", 50_000, "Rows of the file.");
        var events = SizeOption.Create("--events", 50, "Events per account that the numbers come from.");
        var runs = SizeOption.Runs(5);
        var acstats = SizeOption.Acstats("one is published first");
        var command = new Command("verify", "`acstats verify` of a file, whole process.") { accounts, events, runs, acstats };
        command.SetAction(async (parse, _) =>
        {
            using var folder = new TemporaryDirectory();
            var binary = await AcstatsBinary.GivenOrPublishedAsync(parse.GetValue(acstats), folder);
            return await RunAsync(binary, folder, parse.GetValue(accounts), parse.GetValue(events), parse.GetValue(runs));
        });
        return command;
    }

    private static async Task<int> RunAsync(NativeOrManaged acstats, TemporaryDirectory folder, int accounts, int events, int runs)
    {
        Machine.Print("verify");
        var database = folder.File("sample.duckdb");
        Report.Progress($"exporting a sample organization of {accounts:N0} accounts");
        await MeasuredProcess.RunAsync(acstats.Command(
            "seed",
            "--source", database,
            "--organization", BenchmarkServer.Organization.ToString(CultureInfo.InvariantCulture),
            "--accounts", accounts.ToString(CultureInfo.InvariantCulture),
            "--events-per-account", events.ToString(CultureInfo.InvariantCulture)));
        await MeasuredProcess.RunAsync(AcstatsBinary.Export(acstats, database, folder.Path, connections: 1));
        var file = Directory.GetFiles(folder.Path, "*.csv").Single();

        var results = await Race.RunAsync([Contestant.OfProcess("acstats verify", () => acstats.Command("verify", file)) with { Rows = accounts }], runs);
        Report.Line($"{accounts:N0} rows x {AccountCommunicationStats.Schema.Columns.Length} columns, {new FileInfo(file).Length / 1e6:F1} MB; {acstats.Kind}.");
        Report.Line();
        RaceTable.Print("command", results, results[0]);
        var bars = new Bars();
        bars.AtMost("`acstats verify`", results[0].Median, MaximumSeconds, "s");
        return bars.Print();
    }
}
