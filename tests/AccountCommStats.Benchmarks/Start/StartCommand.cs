using System.CommandLine;
using AccountCommStats.Benchmarks.CommandLine;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.Benchmarks.Start;

/// <summary><c>start</c>: how fast does the binary do something small, and how big is it?</summary>
internal static class StartCommand
{
    private const double MaximumSeconds = 0.030;
    private const double MaximumMegabytes = 25;

    public static Command Create()
    {
        var runs = SizeOption.Runs(21);
        var acstats = SizeOption.Acstats("one is published first");
        var command = new Command("start", "From the start of the process to its end, for commands that read no data.") { runs, acstats };
        command.SetAction(async (parse, _) =>
        {
            using var folder = new TemporaryDirectory();
            return await RunAsync(await AcstatsBinary.GivenOrPublishedAsync(parse.GetValue(acstats), folder), parse.GetValue(runs));
        });
        return command;
    }

    private static async Task<int> RunAsync(NativeOrManaged native, int runs)
    {
        Machine.Print("start");
        var managed = NativeOrManaged.Built("src/AccountCommStats", "acstats");
        var results = await Race.RunAsync(
            [
                Contestant(native, "--version"),
                Contestant(native, "spec", "lint"),
                Contestant(managed, "--version"),
                Contestant(managed, "spec", "lint"),
            ],
            runs);
        var megabytes = new FileInfo(native.Path).Length / 1e6;
        Report.Line($"The native binary has {RaceTable.Megabytes(megabytes)} MB, DuckDB's library apart.");
        Report.Line();
        RaceTable.Print("command", results, results[0]);
        var bars = new Bars();
        bars.AtMost("`acstats --version`, native binary", results[0].Median, MaximumSeconds, "s");
        bars.AtMost("size of the native binary", megabytes, MaximumMegabytes, "MB");
        return bars.Print();
    }

    private static Contestant Contestant(NativeOrManaged acstats, params string[] arguments)
        => new(
            $"acstats {string.Join(' ', arguments)}, {acstats.Kind}",
            async () =>
            {
                var start = acstats.Command(arguments);
                start.WorkingDirectory = Repository.Root; // The folder in which the specification is found.
                // The process is too short for its peak memory to be measured.
                return await MeasuredProcess.RunAsync(start) with { PeakBytes = 0 };
            });
}
