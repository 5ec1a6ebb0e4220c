using System.Diagnostics;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exporting.Observability;

/// <summary>Measures the phases of an export, and reports the current phase and its progress.</summary>
/// <param name="organizationId">The organization.</param>
/// <param name="progress">Receives the progress.</param>
/// <param name="logger">Receives the beginning of each phase.</param>
internal sealed class PhaseClock(OrganizationId organizationId, IProgress<ExportProgress>? progress, ILogger logger) : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, double> _durations = [];
    private ExportPhase _phase;
    private long _phaseStart;
    private long _lastReport;
    private Activity? _activity;

    /// <summary>The duration of each phase that has ended, in seconds.</summary>
    public IReadOnlyDictionary<string, double> Durations => _durations;

    /// <summary>Ends the previous phase, and begins the next one.</summary>
    public void Begin(ExportPhase phase)
    {
        End();
        _phase = phase;
        _phaseStart = Stopwatch.GetTimestamp();
        _activity = ExportTelemetry.Activities.StartActivity(NameOf(phase));
        ExportLog.PhaseBegins(logger, organizationId, phase);
        progress?.Report(new ExportProgress(phase, 0, null, 0));
    }

    /// <summary>Ends the current phase.</summary>
    public void End()
    {
        if (_phaseStart != 0)
        {
            _activity?.Dispose();
            _durations[NameOf(_phase)] = Math.Round(Stopwatch.GetElapsedTime(_phaseStart).TotalSeconds, 3);
        }
    }

    /// <summary>Reports progress, at most a few times a second.</summary>
    public void Report(ExportFiles files)
    {
        if (progress is not null && Stopwatch.GetElapsedTime(_lastReport) >= ProgressInterval)
        {
            _lastReport = Stopwatch.GetTimestamp();
            progress.Report(new ExportProgress(_phase, files.Rows, files.ExpectedRows, files.Bytes));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _activity?.Dispose();

    private static string NameOf(ExportPhase phase) => phase switch
    {
        ExportPhase.Snapshot => "snapshot",
        ExportPhase.Prepare => "prepare",
        ExportPhase.Rows => "rows",
        _ => "publish",
    };
}
