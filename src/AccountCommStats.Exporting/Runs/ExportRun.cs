using AccountCommStats.Exporting.Destinations;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exporting.Runs;

/// <summary>One attempt at an export, from the lock to the manifest.</summary>
/// <typeparam name="TRow">The row.</typeparam>
internal sealed class ExportRun<TRow> : IExportRun
    where TRow : struct, IExportRow<TRow>
{
    private readonly IExportSource _source;
    private readonly ExportRequest _request;
    private readonly ILogger _logger;
    private readonly RunSubject _subject;
    private readonly IExportDestination? _own;
    private readonly ExportTarget _target;
    private readonly RunTotals _totals;
    private readonly DriftGate _drift;
    private RunParameters? _parameters;
    private IReadOnlyList<ExportManifest>? _history;
    private ExportFiles? _files;
    private SnapshotEvidence? _evidence;
    private ExportManifest? _manifest;
    private IReadOnlyList<string> _remarks = [];

    /// <summary>Prepares the run; nothing is opened but the destination.</summary>
    /// <param name="source">The source.</param>
    /// <param name="request">What to export, and how.</param>
    /// <param name="progress">Receives the progress.</param>
    /// <param name="logger">Receives log messages.</param>
    public ExportRun(IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress, ILogger logger)
    {
        _source = source;
        _request = request;
        _logger = logger;
        _subject = new RunSubject(request.OrganizationId, source.Description);
        _own = request.Destination is null ? ExportDestination.Open(request.OutputDirectory) : null;
        _target = new ExportTarget(request.Destination ?? _own!, TRow.Schema, request.OrganizationId, request.Layout, request.LockTimeout);
        _totals = new RunTotals(TRow.Schema, _subject, request.MaxViolations);
        _drift = new DriftGate(request.OnDrift, _subject);
        Phases = new PhaseClock(request.OrganizationId, progress, logger);
    }

    /// <inheritdoc/>
    public ExportSchema Schema => TRow.Schema;

    /// <inheritdoc/>
    public ExportQuery Query => TRow.Query;

    /// <inheritdoc/>
    public PhaseClock Phases { get; }

    private ExportFiles Files => _files ?? throw new InvalidOperationException("The rows are not read.");

    /// <inheritdoc/>
    public async Task LockAsync(CancellationToken cancellationToken)
    {
        if (_request.WholeAsOf is { } known)
        {
            await _target.LockAsync(known, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task ReadAsync(ISourceSnapshot snapshot, CancellationToken cancellationToken)
    {
        Phases.Begin(ExportPhase.Prepare);
        _parameters = await new ParameterReading(snapshot, TRow.Schema, TRow.Query, _subject).ReadAsync(_request, cancellationToken).ConfigureAwait(false);
        _history = _request.Against?.Before(_parameters.AsOf, TRow.Schema, _request.OrganizationId);
        await _totals.Remarks.ReadAsync(snapshot, TRow.Query, _parameters.Values, cancellationToken).ConfigureAwait(false);
        var ranges = await new KeyRangePlanner(snapshot, TRow.Query, _parameters.Values).PlanAsync(cancellationToken).ConfigureAwait(false);
        ExportLog.RangesRead(_logger, _request.OrganizationId, ranges.Count);

        await _target.LockAsync(_parameters.AsOf, cancellationToken).ConfigureAwait(false);
        _files = await _target
            .CreateFilesAsync(_parameters.AsOf, ranges.Aggregate((long?)0, (sum, range) => sum + range.Rows), cancellationToken)
            .ConfigureAwait(false);
        Phases.Begin(ExportPhase.Rows);
        await new RangeTransfer<TRow>(snapshot, _request, _parameters.Values, _files, _totals, new KeyContinuity<TRow>(_subject), Phases, _logger)
            .RunAsync(ranges, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task CheckAsync(ISourceSnapshot snapshot, SnapshotEvidence evidence, CancellationToken cancellationToken)
    {
        _evidence = evidence;
        _remarks = snapshot.Remarks;
        _totals.ThrowIfViolated();
        if (Files.Rows + Files.RejectedRows == 0 && !_request.AllowEmpty)
        {
            await Organizations.ThrowIfUnknownAsync(snapshot, TRow.Query, _parameters!.Values, _subject, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        Phases.Begin(ExportPhase.Publish);
        Files.Complete();
        Phases.End(); // The manifest cannot tell how long its own writing takes.
        _manifest = _drift.Pass(
            TRow.Schema,
            RunManifest.Create(TRow.Schema, TRow.Query, _source, _request.OrganizationId, _parameters!, _totals, _evidence!, Files, Phases.Durations),
            _history);
    }

    /// <inheritdoc/>
    public async Task<ExportResult> PublishAsync()
    {
        var manifest = _manifest ?? throw new InvalidOperationException("The export is not complete.");
        await _target.PublishAsync(Files, manifest.ToUtf8(), _request.SigningKey).ConfigureAwait(false);
        var paths = Files.Outputs.SelectMany(output => output.Files).Select(file => file.File.TargetPath).ToList();
        ExportLog.Published(_logger, _request.OrganizationId, paths[0], manifest.Rows, manifest.DurationSeconds.Values.Sum());
        return new ExportResult(paths, Files.ManifestPath, Files.Rejects?.TargetPath, manifest, [.. _remarks, .. _totals.Remarks.ToText(), .. _drift.Remarks]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _files?.Dispose();
        await _target.DisposeAsync().ConfigureAwait(false);
        _own?.Dispose();
        Phases.Dispose();
    }
}
