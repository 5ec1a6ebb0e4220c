using System.CommandLine;
using AccountCommStats.Benchmarks.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Scaling;

/// <summary><c>scaling</c>: what do more accounts, more events and more connections cost, in time and memory?</summary>
internal static class ScalingCommand
{
    private const double MaximumGrowth = 10.5;
    private const double MaximumMegabytes = 100;
    private const double MaximumSpread = 1.2;
    private const int GrowthFactor = 10;

    private static readonly int[] Connections = [1, 2, 4];

    public static Command Create()
    {
        var accounts = SizeOption.Create("--accounts", 5_000, "Accounts of the smallest organization.");
        var events = SizeOption.Create("--events", 200, "Its events per account.");
        var memoryAccounts = SizeOption.Create(
            "--memory-accounts", 5_000, "Accounts of the smallest of three exports whose memory is compared; the others have 10 and 100 times as many.");
        var memoryEvents = SizeOption.Create("--memory-events", 10, "Their events per account.");
        var runs = SizeOption.Runs(5);
        var acstats = SizeOption.Acstats("one is published first");
        var command = new Command("scaling", "Exports of growing organizations, on one connection and several.")
        {
            accounts, events, memoryAccounts, memoryEvents, runs, acstats,
        };
        command.SetAction(async (parse, _) =>
        {
            using var folder = new TemporaryDirectory();
            var binary = await AcstatsBinary.GivenOrPublishedAsync(parse.GetValue(acstats), folder);
            await using var server = await BenchmarkServer.StartAsync();
            Machine.Print("scaling", server.Description);
            Report.Line($"Whole processes of acstats; {binary.Kind}.");
            Report.Line();
            var bars = new Bars();
            var exports = new MeasuredExports(binary, folder, parse.GetValue(runs));
            await GrowAsync(server, exports, parse.GetValue(accounts), parse.GetValue(events), bars);
            await CompareMemoryAsync(server, exports, parse.GetValue(memoryAccounts), parse.GetValue(memoryEvents), bars);
            return bars.Print();
        });
        return command;
    }

    private static async Task GrowAsync(BenchmarkServer server, MeasuredExports exports, int accounts, int events, Bars bars)
    {
        await using var small = await server.SeedAsync(accounts, events);
        await using (var moreAccounts = await server.SeedAsync(accounts * GrowthFactor, events))
        {
            await CompareAsync(
                exports, small, moreAccounts, $"{accounts:N0} accounts", $"{accounts * GrowthFactor:N0} accounts", "ten times the accounts", bars);
        }

        await using (var moreEvents = await server.SeedAsync(accounts, events * GrowthFactor))
        {
            await CompareAsync(
                exports,
                small,
                moreEvents,
                $"{events:N0} events per account",
                $"{events * GrowthFactor:N0} events per account",
                "ten times the events",
                bars);
        }

        await using var busy = await server.CopyAsync(small);
        await BusyAccount.MakeAsync(busy);
        var results = await exports.RaceAsync(
        [
            exports.Of(small, 1, "no account above others, 1 connection"),
            exports.Of(busy, 1, "one account with a tenth of all events, 1 connection"),
            exports.Of(small, 2, "no account above others, 2 connections"),
            exports.Of(busy, 2, "one account with a tenth of all events, 2 connections"),
        ]);
        RaceTable.Print($"{accounts:N0} accounts, {1L * accounts * events:N0} events", results, results[0]);
    }

    /// <summary>Compares an organization with one that is ten times as large, on one connection and on several.</summary>
    private static async Task CompareAsync(
        MeasuredExports exports, PostgresDatabase small, PostgresDatabase large, string smallName, string largeName, string what, Bars bars)
    {
        var results = await exports.RaceAsync(
        [
            .. Connections.Select(n => exports.Of(small, n, $"{smallName}, {Count(n)}")),
            .. Connections.Select(n => exports.Of(large, n, $"{largeName}, {Count(n)}")),
        ]);
        RaceTable.Print(what, results, results[0]);
        for (var i = 0; i < Connections.Length; i++)
        {
            bars.AtMost(
                $"{what}, {Count(Connections[i])}", results[Connections.Length + i].RatioTo(results[i]), MaximumGrowth, "times the time");
        }
    }

    private static async Task CompareMemoryAsync(BenchmarkServer server, MeasuredExports exports, int accounts, int events, Bars bars)
    {
        int[] sizes = [accounts, accounts * GrowthFactor, accounts * GrowthFactor * GrowthFactor];
        var databases = new List<PostgresDatabase>();
        foreach (var size in sizes)
        {
            databases.Add(await server.SeedAsync(size, events));
        }

        var most = 0.0;
        foreach (var connections in Connections)
        {
            var results = await exports.RaceAsync(
                [.. databases.Select((database, i) => exports.Of(database, connections, $"{sizes[i]:N0} rows, {Count(connections)}"))]);
            RaceTable.Print("memory", results, results[0]);
            var peaks = results.Select(result => result.PeakMegabytes).ToArray();
            most = Math.Max(most, peaks.Max());
            bars.AtMost($"peak memory, {Count(connections)}, greatest to smallest", peaks.Max() / peaks.Min(), MaximumSpread, "times");
        }

        bars.AtMost("peak memory", most, MaximumMegabytes, "MB");
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }

    private static string Count(int connections) => connections == 1 ? "1 connection" : $"{connections} connections";
}
