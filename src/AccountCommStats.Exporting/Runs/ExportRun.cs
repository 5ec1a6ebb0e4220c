using AccountCommStats.Exporting.Destinations;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exporting.Runs;

/// <summary>One attempt at an export, from the lock to the manifest, in steps that several exports of one snapshot take together.</summary>
internal abstract class ExportRun : IAsyncDisposable
{
    private readonly IExportSource _source;
    private readonly IExportDestination? _own;
    private readonly ExportTarget _target;
    private readonly DriftGate _drift;
    private RunParameters? _parameters;
    private IReadOnlyList<ExportManifest>? _history;
    private ExportFiles? _files;
    private SnapshotEvidence? _evidence;
    private ExportManifest? _manifest;
    private IReadOnlyList<string> _remarks = [];

    /// <summary>Prepares the run; opens only the destination.</summary>
    /// <param name="schema">The export.</param>
    /// <param name="query">Its SQL.</param>
    /// <param name="source">The source.</param>
    /// <param name="request">What to export, and how.</param>
    /// <param name="progress">Receives the progress.</param>
    /// <param name="logger">Receives log messages.</param>
    protected ExportRun(ExportSchema schema, ExportQuery query, IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress, ILogger logger)
    {
        Schema = schema;
        Query = query;
        _source = source;
        Request = request;
        Logger = logger;
        Subject = new RunSubject(request.OrganizationId, source.Description);
        _own = request.Destination is null ? ExportDestination.Open(request.OutputDirectory) : null;
        _target = new ExportTarget(request.Destination ?? _own!, Schema, request.OrganizationId, request.Layout, request.LockTimeout);
        Totals = new RunTotals(Schema, Subject, request.MaxViolations);
        _drift = new DriftGate(request.OnDrift, Subject);
        Phases = new PhaseClock(request.OrganizationId, progress, logger);
    }

    /// <summary>The export.</summary>
    public ExportSchema Schema { get; }

    /// <summary>The SQL of the export.</summary>
    public ExportQuery Query { get; }

    /// <summary>Measures the phases of the run.</summary>
    public PhaseClock Phases { get; }

    /// <summary>What to export, and how.</summary>
    protected ExportRequest Request { get; }

    /// <summary>Receives log messages.</summary>
    protected ILogger Logger { get; }

    /// <summary>The organization and the source, for messages.</summary>
    protected RunSubject Subject { get; }

    /// <summary>Counts and sums of the rows that were read.</summary>
    protected RunTotals Totals { get; }

    private ExportFiles Files => _files ?? throw new InvalidOperationException("The rows have not been read.");

    /// <summary>Locks the files, if the as-of time is known before the snapshot.</summary>
    /// <exception cref="OutputException">Another export writes them, or the destination cannot be written to.</exception>
    public async Task LockAsync(CancellationToken cancellationToken)
    {
        if (Request.WholeAsOf is { } known)
        {
            await _target.LockAsync(known, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads, checks and writes the rows, but does not publish them.</summary>
    /// <exception cref="ExportException">Source, data or output prevented the export.</exception>
    public async Task ReadAsync(ISourceSnapshot snapshot, CancellationToken cancellationToken)
    {
        Phases.Begin(ExportPhase.Prepare);
        _parameters = await new ParameterReading(snapshot, Schema, Query, Subject).ReadAsync(Request, cancellationToken).ConfigureAwait(false);
        _history = Request.Against?.Before(_parameters.AsOf, Schema, Request.OrganizationId);
        await Totals.Remarks.ReadAsync(snapshot, Query, _parameters.Values, cancellationToken).ConfigureAwait(false);
        var ranges = await new KeyRangePlanner(snapshot, Query, _parameters.Values).PlanAsync(cancellationToken).ConfigureAwait(false);
        ExportLog.RangesRead(Logger, Request.OrganizationId, ranges.Count);

        await _target.LockAsync(_parameters.AsOf, cancellationToken).ConfigureAwait(false);
        _files = await _target
            .CreateFilesAsync(_parameters.AsOf, ranges.Aggregate((long?)0, (sum, range) => sum + range.Rows), cancellationToken)
            .ConfigureAwait(false);
        Phases.Begin(ExportPhase.Rows);
        await TransferAsync(snapshot, _parameters.Values, _files, ranges, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads, checks and writes the rows of key ranges.</summary>
    protected abstract Task TransferAsync(
        ISourceSnapshot snapshot, ParameterValues parameters, ExportFiles files, IReadOnlyList<KeyRange> ranges, CancellationToken cancellationToken);

    /// <summary>Throws if the rows that were read must not be published.</summary>
    /// <exception cref="ViolationsException">The data breaks the specification.</exception>
    /// <exception cref="EmptyOrganizationException">The source has no row of the organization.</exception>
    /// <param name="snapshot">The verified snapshot.</param>
    /// <param name="evidence">What the source reports about what was read.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task CheckAsync(ISourceSnapshot snapshot, SnapshotEvidence evidence, CancellationToken cancellationToken)
    {
        _evidence = evidence;
        _remarks = snapshot.Remarks;
        Totals.ThrowIfViolated();
        if (Files.Rows + Files.RejectedRows == 0 && !Request.AllowEmpty)
        {
            await Organizations.ThrowIfUnknownAsync(snapshot, Query, _parameters!.Values, Subject, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Completes the files, and compares their figures with earlier deliveries.</summary>
    /// <exception cref="DriftException">A figure differs too much from those of earlier deliveries.</exception>
    /// <exception cref="OutputException">The disk is full, or failed.</exception>
    public void Complete()
    {
        Phases.Begin(ExportPhase.Publish);
        Files.Complete();
        Phases.End(); // End the clock here, because the manifest cannot contain how long it takes to write itself.
        _manifest = _drift.Pass(
            Schema,
            RunManifest.Create(Schema, Query, _source, Request.OrganizationId, _parameters!, Totals, _evidence!, Files, Phases.Durations),
            _history);
    }

    /// <summary>Publishes the files, the manifest last.</summary>
    /// <exception cref="OutputException">The destination refuses.</exception>
    public async Task<ExportResult> PublishAsync()
    {
        var manifest = _manifest ?? throw new InvalidOperationException("The export is not complete.");
        await _target.PublishAsync(Files, manifest.ToUtf8(), Request.SigningKey).ConfigureAwait(false);
        var paths = Files.Outputs.SelectMany(output => output.Files).Select(file => file.File.TargetPath).ToList();
        ExportLog.Published(Logger, Request.OrganizationId, paths[0], manifest.Rows, manifest.DurationSeconds.Values.Sum());
        return new ExportResult(paths, Files.ManifestPath, Files.Rejects?.TargetPath, manifest, [.. _remarks, .. Totals.Remarks.ToText(), .. _drift.Remarks]);
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

/// <summary>One attempt at an export with a generated row type.</summary>
/// <typeparam name="TRow">The row type.</typeparam>
/// <param name="source">The source.</param>
/// <param name="request">What to export, and how.</param>
/// <param name="progress">Receives the progress.</param>
/// <param name="logger">Receives log messages.</param>
internal sealed class ExportRun<TRow>(IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress, ILogger logger)
    : ExportRun(TRow.Schema, TRow.Query, source, request, progress, logger)
    where TRow : struct, IExportRow<TRow>
{
    /// <inheritdoc/>
    protected override Task TransferAsync(
        ISourceSnapshot snapshot, ParameterValues parameters, ExportFiles files, IReadOnlyList<KeyRange> ranges, CancellationToken cancellationToken)
        => new RangeTransfer<TRow>(snapshot, Request, parameters, files, Totals, new KeyContinuity<TRow>(Subject), Phases, Logger).RunAsync(ranges, cancellationToken);
}
