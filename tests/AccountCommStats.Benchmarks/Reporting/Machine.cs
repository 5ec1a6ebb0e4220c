using System.Globalization;
using System.Runtime.InteropServices;

namespace AccountCommStats.Benchmarks.Reporting;

/// <summary>Describes the machine that the benchmark runs on.</summary>
internal static class Machine
{
    private const double QuietLoad = 0.5;

    private static double? Load { get; set; }

    /// <summary>Records the load of the machine before the benchmark adds to it by publishing binaries and loading data.</summary>
    public static void Observe()
        => Load = File.Exists("/proc/loadavg")
            ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
            : null;

    /// <summary>Prints the title of a report, and the machine with the load that it had when the benchmark began.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="server">The database server; empty if there is none.</param>
    public static void Print(string title, string server = "")
    {
        Report.Line($"## {title}");
        Report.Line();
        Report.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC; {Environment.ProcessorCount} cores, {Processor()}, {Memory():F0} GB; ")
            + $"{RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; load average before: {LoadText()}.");
        if (server.Length > 0)
        {
            Report.Line(server);
        }

        if (Load is > QuietLoad)
        {
            Report.Line();
            Report.Line(
                $"**Warning: the machine was busy (load average {LoadText()}). Do not trust these numbers; run it again when the load is "
                + $"under {QuietLoad.ToString(CultureInfo.InvariantCulture)}.**");
        }

        Report.Line();
    }

    private static string Processor()
        => File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
                ?? RuntimeInformation.ProcessArchitecture.ToString()
            : RuntimeInformation.ProcessArchitecture.ToString();

    private static double Memory() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;

    private static string LoadText() => Load is { } load ? load.ToString("F2", CultureInfo.InvariantCulture) : "unknown";
}
