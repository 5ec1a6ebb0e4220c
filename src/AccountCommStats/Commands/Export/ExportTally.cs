using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Commands.Export;

/// <summary>How far the exports of several organizations are.</summary>
/// <param name="Organizations">How many there are.</param>
/// <param name="Done">How many have ended, whether well or not.</param>
/// <param name="Failed">How many of those failed.</param>
/// <param name="Rows">Rows written so far.</param>
/// <param name="Elapsed">Since the first began.</param>
/// <param name="Latest">The latest report of any of them.</param>
internal readonly record struct ExportBatchProgress(
    int Organizations, int Done, int Failed, long Rows, TimeSpan Elapsed, ExportProgress Latest)
{
    /// <summary>The line for several organizations.</summary>
    public string Describe()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Done} of {Organizations} organizations");
        text += Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Failed} failed") : "";
        text += string.Create(CultureInfo.InvariantCulture, $"; {Rows:N0} rows, {Rows / Math.Max(1, Elapsed.TotalSeconds):N0} rows/s");
        return Done > 0 && Done < Organizations
            ? $"{text}, {ExportProgressText.Left(Elapsed / Done * (Organizations - Done))} left"
            : text;
    }
}

/// <summary>Counts over the exports of several organizations.</summary>
/// <param name="organizations">How many there are.</param>
/// <param name="progress">Told of every report.</param>
internal sealed class ExportTally(int organizations, IProgress<ExportBatchProgress> progress)
{
    private readonly ConcurrentDictionary<OrganizationId, long> _rows = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _done;
    private int _failed;

    /// <summary>Takes the reports of one organization.</summary>
    public IProgress<ExportProgress> Of(OrganizationId organizationId) => new Share(this, organizationId);

    /// <summary>Counts one that has ended.</summary>
    public void Add(ExportOutcome outcome)
    {
        Interlocked.Increment(ref _done);
        if (outcome.Status == ExportStatus.Failed)
        {
            Interlocked.Increment(ref _failed);
        }

        _rows[outcome.OrganizationId] = outcome.Result?.Manifest.Rows ?? 0;
        Report(default);
    }

    private void Report(ExportProgress latest) => progress.Report(
        new ExportBatchProgress(organizations, _done, _failed, _rows.Values.Sum(), Stopwatch.GetElapsedTime(_start), latest));

    private sealed class Share(ExportTally tally, OrganizationId organizationId) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value)
        {
            tally._rows[organizationId] = value.Rows;
            tally.Report(value);
        }
    }
}
