using System.Collections.Concurrent;
using System.Diagnostics;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Batch;

/// <summary>Adds up the rows and outcomes of the exports of several organizations.</summary>
/// <param name="organizations">Number of organizations.</param>
/// <param name="progress">Receives a report after each change; null for none.</param>
internal sealed class ExportTally(int organizations, IProgress<ExportBatchProgress>? progress)
{
    private readonly ConcurrentDictionary<OrganizationId, long> _rows = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _total;
    private int _done;
    private int _failed;

    /// <summary>Creates the receiver of one organization's progress reports.</summary>
    public IProgress<ExportProgress> Of(OrganizationId organizationId) => new Share(this, organizationId);

    /// <summary>Counts an organization that has ended.</summary>
    public void Add(ExportOutcome outcome)
    {
        Interlocked.Increment(ref _done);
        if (outcome.Status == ExportStatus.Failed)
        {
            Interlocked.Increment(ref _failed);
        }

        SetRows(outcome.OrganizationId, outcome.Results.Sum(result => result.Manifest.Rows));
        Report(default);
    }

    /// <summary>Sets the rows of an organization and adds the difference to the total. A new sum for each report would take quadratic time.</summary>
    private void SetRows(OrganizationId organizationId, long rows)
    {
        Interlocked.Add(ref _total, rows - _rows.GetValueOrDefault(organizationId));
        _rows[organizationId] = rows;
    }

    private void Report(ExportProgress latest) => progress?.Report(
        new ExportBatchProgress(organizations, _done, _failed, _total, Stopwatch.GetElapsedTime(_start), latest));

    private sealed class Share(ExportTally tally, OrganizationId organizationId) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value)
        {
            tally.SetRows(organizationId, value.Rows);
            tally.Report(value);
        }
    }
}
