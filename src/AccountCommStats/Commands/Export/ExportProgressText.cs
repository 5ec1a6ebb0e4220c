using System.Diagnostics;
using System.Globalization;
using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Observability;

namespace AccountCommStats.Commands.Export;

/// <summary>Describes the progress of an export: its phase, rows, rows per second, time left.</summary>
internal sealed class ExportProgressText
{
    private static readonly TimeSpan MinimumForRate = TimeSpan.FromSeconds(1);

    private long _start = Stopwatch.GetTimestamp();

    /// <summary>The line that describes the progress of one export.</summary>
    public string Describe(ExportProgress progress)
    {
        if (progress.Phase != ExportPhase.Rows || progress.Rows == 0)
        {
            _start = Stopwatch.GetTimestamp(); // A retry starts over, so the time is measured from here.
        }

        return progress.Phase switch
        {
            ExportPhase.Snapshot => "taking the snapshot",
            ExportPhase.Prepare => "preparing",
            ExportPhase.Rows => DescribeRows(progress),
            _ => "publishing",
        };
    }

    /// <summary>The line for several organizations.</summary>
    public static string Describe(ExportBatchProgress progress)
    {
        var (organizations, done, failed, rows, elapsed, _) = progress;
        var text = string.Create(CultureInfo.InvariantCulture, $"{done} of {CountText.Of(organizations, "organization")}");
        text += failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {failed} failed") : "";
        text += string.Create(CultureInfo.InvariantCulture, $"; {CountText.Of(rows, "row")}, {rows / Math.Max(1, elapsed.TotalSeconds):N0} rows/s");
        return done > 0 && done < organizations ? $"{text}, {Left(elapsed / done * (organizations - done))} left" : text;
    }

    /// <summary>A duration in its two largest units.</summary>
    private static string Left(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds)} s"),
    };

    private string DescribeRows(ExportProgress progress)
    {
        var rows = progress.ExpectedRows is { } expected
            ? string.Create(CultureInfo.InvariantCulture, $"exporting: {progress.Rows:N0} of {expected:N0} rows")
            : string.Create(CultureInfo.InvariantCulture, $"exporting: {CountText.Of(progress.Rows, "row")}");
        var elapsed = Stopwatch.GetElapsedTime(_start);
        if (elapsed < MinimumForRate || progress.Rows == 0)
        {
            return rows;
        }

        var rate = progress.Rows / elapsed.TotalSeconds;
        rows += string.Create(CultureInfo.InvariantCulture, $", {rate:N0} rows/s");
        return progress.ExpectedRows > progress.Rows
            ? rows + $", {Left(TimeSpan.FromSeconds((progress.ExpectedRows.Value - progress.Rows) / rate))} left"
            : rows;
    }
}
