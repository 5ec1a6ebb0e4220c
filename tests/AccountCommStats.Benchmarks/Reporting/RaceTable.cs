using System.Globalization;
using AccountCommStats.Benchmarks.Measuring;

namespace AccountCommStats.Benchmarks.Reporting;

/// <summary>Prints the results of a race as a table.</summary>
internal static class RaceTable
{
    /// <summary>Prints the table, with each contestant's ratio to the yardstick (<see cref="Result.RatioTo"/>).</summary>
    /// <param name="subject">The header of the contestants' names.</param>
    /// <param name="results">The results.</param>
    /// <param name="yardstick">The result that the others are compared with.</param>
    public static void Print(string subject, IReadOnlyList<Result> results, Result yardstick)
    {
        var withRows = results.Any(result => result.Contestant.Rows > 0);
        var withMemory = results.Any(result => result.PeakMegabytes > 0);
        Report.Table(
            [
                subject, "min s", "median s", "max s", $"ratio to {yardstick.Contestant.Name}",
                .. withRows ? ["rows/s"] : (string[])[],
                .. withMemory ? ["peak MB"] : (string[])[],
            ],
            results.Select(result => (IReadOnlyList<string>)
            [
                result.Contestant.Name, Seconds(result.Min), Seconds(result.Median), Seconds(result.Max), Ratio(result.RatioTo(yardstick)),
                .. withRows ? [result.Contestant.Rows > 0 ? Whole(result.RowsPerSecond) : ""] : (string[])[],
                .. withMemory ? [Megabytes(result.PeakMegabytes)] : (string[])[],
            ]));
    }

    /// <summary>Formats a duration in seconds.</summary>
    public static string Seconds(double seconds) => seconds.ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>Formats a ratio.</summary>
    public static string Ratio(double ratio) => ratio.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>Formats a whole number.</summary>
    public static string Whole(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Formats a size in MB.</summary>
    public static string Megabytes(double megabytes) => megabytes.ToString("F1", CultureInfo.InvariantCulture);
}
