using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using AccountCommStats.Benchmarks.Measuring;
using AccountCommStats.Benchmarks.Reporting;
using AccountCommStats.Benchmarks.Sources;
using AccountCommStats.Benchmarks.Write;
using AccountCommStats.PlainExport;
using AccountCommStats.Testing;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AccountCommStats.Benchmarks.Micro;

/// <summary><c>micro</c>: what does a row cost in the exporter itself, in time and in garbage?</summary>
internal static class MicroCommand
{
    private const double MaximumBytesPerRow = 100;

    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "Few iterations: to see that it runs." };
        var command = new Command("micro", "Reading, checking and writing a row, and single values, by BenchmarkDotNet.") { quick };
        command.SetAction((parse, _) => RunAsync(parse.GetValue(quick)));
        return command;
    }

    private static async Task<int> RunAsync(bool isQuick)
    {
        Machine.Print("micro");
        CopiedRows.Stream = await ReadRowsAsync();
        var total = new long[1];
        CopiedRows.Decode(new StringSizes(total));
        var bytesOfStrings = (double)total[0] / CopiedRows.Count;

        using var folder = new TemporaryDirectory();
        await using var log = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        var config = ManualConfig.CreateEmpty()
            // Runs the benchmarks in this process, which holds the rows. The projects that BenchmarkDotNet usually generates
            // would not have them.
            .AddJob((isQuick ? Job.Dry : Job.Default).WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(new StreamLogger(log))
            .WithArtifactsPath(folder.Path);
        var rows = Reports(BenchmarkRunner.Run<RowBenchmarks>(config));
        var values = Reports(BenchmarkRunner.Run<ValueBenchmarks>(config));

        Report.Line($"BenchmarkDotNet in process; rows of {AccountCommunicationStats.Schema.Columns.Length} columns from PostgreSQL's binary COPY, in memory.");
        Report.Line($"The strings of a row take {Bytes(bytesOfStrings)} bytes.");
        Report.Line();
        Report.Table(
            ["what", "mean ns", "standard deviation ns", "allocated bytes"],
            rows.Concat(values).Select(report => (string[])
            [
                Name(report),
                Nanoseconds(report.ResultStatistics!.Mean),
                Nanoseconds(report.ResultStatistics.StandardDeviation),
                Bytes(Allocated(report)),
            ]));
        var bars = new Bars();
        foreach (var report in rows)
        {
            bars.AtMost($"{Name(report)}, beyond its strings", Allocated(report) - bytesOfStrings, MaximumBytesPerRow, "bytes");
        }

        return bars.Print();
    }

    private static async Task<byte[]> ReadRowsAsync()
    {
        await using var server = await BenchmarkServer.StartAsync();
        await using var database = await server.CreateDatabaseAsync();
        await PlainTable.CreateAsync(database, CopiedRows.Count);
        return await BinaryCopy.ReadAsync(database, PlainRow.AllRows);
    }

    private static ImmutableArray<BenchmarkReport> Reports(Summary summary)
        => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)
            ? summary.Reports
            : throw new BenchmarkException($"{summary.Title} failed; the log above says why.");

    private static string Name(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');

    private static double Allocated(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;

    private static string Nanoseconds(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    private static string Bytes(double value) => value.ToString("N1", CultureInfo.InvariantCulture);
}
