using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exporting.Export;

/// <summary>What one export knows of itself as it goes: its parameters, clocks and counts.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="source">The source.</param>
/// <param name="request">What to export, and how.</param>
/// <param name="progress">Told how far the export is.</param>
/// <param name="logger">Told what happens.</param>
internal sealed class ExportRun<TRow>(
    IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress, ILogger logger) : IDisposable
    where TRow : struct, IExportRow<TRow>
{
    /// <summary>As far as the clocks of caller and source may differ.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, double> _durations = [];
    private readonly Dictionary<string, string?> _systemValues = [];
    private readonly List<Violation> _violations = [];
    private readonly long[] _nullCounts = new long[TRow.Schema.Columns.Length];
    private readonly long[] _violationCounts = new long[TRow.Schema.RuleNames.Length];
    private readonly RemarkCounts _remarks = new();
    private ExportPhase _phase;
    private long _phaseStart;
    private long _lastReport;
    private DateTime _extractedAt;
    private DateTime _asOf;
    private DateTime _timeFrameStart;
    private TRow? _greatest;
    private TargetLock? _lock;
    private Activity? _activity;

    /// <summary>What to export, and how.</summary>
    public ExportRequest Request => request;

    /// <summary>The parameters of the export's queries, but for the key range.</summary>
    public ParameterValues Parameters { get; private set; } = new();

    /// <summary>Rows there will be about, where that is known.</summary>
    public long? ExpectedRows { get; set; }

    private string OutputPath => Path.GetFullPath(request.OutputDirectory);

    private string Subject => $"organization {request.OrganizationId} in {source.Description}";

    /// <summary>Ends the phase before, and begins one.</summary>
    public void Begin(ExportPhase phase)
    {
        EndPhase();
        _phase = phase;
        _phaseStart = Stopwatch.GetTimestamp();
        _activity = ExportTelemetry.Activities.StartActivity(NameOf(phase));
        ExportLog.PhaseBegins(logger, request.OrganizationId, phase);
        progress?.Report(new ExportProgress(phase, 0, null, 0));
    }

    /// <summary>
    /// Locks the target where its name is known before the snapshot is: no source is to hold a snapshot while the export
    /// waits for another one.
    /// </summary>
    /// <exception cref="OutputException">Another export writes the target, or the directory cannot be written to.</exception>
    public async Task LockKnownTargetAsync(CancellationToken cancellationToken)
    {
        if (request.AsOf is { } asOf)
        {
            await LockAsync(NameOf(WholeMicroseconds(asOf)), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sets the parameters, and computes those that need a query.</summary>
    /// <exception cref="ExportRequestException">The moment that the export is to speak of lies in the future.</exception>
    public async Task PrepareAsync(ISourceSnapshot snapshot, CancellationToken cancellationToken)
    {
        _extractedAt = snapshot.TakenAt;
        if (request.AsOf - _extractedAt > ClockDifference && !request.AllowFuture)
        {
            throw new ExportRequestException(string.Create(
                CultureInfo.InvariantCulture,
                $"The moment {request.AsOf:yyyy-MM-ddTHH:mm:ssZ} lies in the future: the clock of {source.Description} says {_extractedAt:yyyy-MM-ddTHH:mm:ssZ}. "
                + $"The file would change until then. Export as of a moment that has passed."))
            {
                Remedy = ExportRemedy.AllowFuture,
            };
        }

        _asOf = request.AsOf is { } asOf ? WholeMicroseconds(asOf) : _extractedAt;
        _timeFrameStart = WholeMicroseconds(_asOf - request.TimeFrame);
        Parameters = new ParameterValues()
            .With("organization_id", request.OrganizationId.ToParameter(TRow.Query.OrganizationKind))
            .With("as_of", _asOf)
            .With("time_frame_start", _timeFrameStart)
            .With("extracted_at", _extractedAt);
        foreach (var (column, statement) in TRow.Query.SystemValues)
        {
            var value = await ReadSystemValueAsync(snapshot, column, statement, cancellationToken).ConfigureAwait(false);
            Parameters = Parameters.With(column, value);
            _systemValues.Add(column, ParameterValues.Format(value));
        }

        foreach (var (remarks, statement) in TRow.Query.SystemRemarks)
        {
            await _remarks.ReadAsync(snapshot, remarks, statement, Parameters, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Creates the files, under their temporary names, after cleaning up what killed exports left there.</summary>
    /// <exception cref="OutputException">Another export writes the target, or the directory cannot be written to.</exception>
    public async Task<ExportFiles> CreateFilesAsync(CancellationToken cancellationToken)
    {
        var name = NameOf(_asOf);
        await LockAsync(name, cancellationToken).ConfigureAwait(false);
        try
        {
            Leftovers.DeleteOf(OutputPath, name.Stem);
            Leftovers.DeleteOfOthers(OutputPath, TRow.Schema.Name, name.Stem);
        }
        catch (Exception exception) when (OutputErrors.IsOfFile(exception))
        {
            throw OutputErrors.Translate(exception, Path.Combine(OutputPath, name.Data), bytesNeeded: 0);
        }

        return new ExportFiles(OutputPath, name, TRow.Schema) { ExpectedRows = ExpectedRows };
    }

    /// <summary>Tells how far the export is, if it has not just done so.</summary>
    public void Report(ExportFiles files)
    {
        if (progress is not null && Stopwatch.GetElapsedTime(_lastReport) >= ProgressInterval)
        {
            _lastReport = Stopwatch.GetTimestamp();
            progress.Report(new ExportProgress(_phase, files.Rows, ExpectedRows, files.Data.Bytes));
        }
    }

    /// <summary>Adds the counts of a range that was written. Ranges are added in their order.</summary>
    /// <exception cref="ViolationsException">The limit of violations is reached.</exception>
    /// <exception cref="SourceMismatchException">The range has keys of the one before.</exception>
    public void Add(RangeExport<TRow> range)
    {
        CheckKeys(range);
        for (var i = 0; i < _nullCounts.Length; i++)
        {
            _nullCounts[i] += range.NullCounts[i];
        }

        for (var i = 0; i < _violationCounts.Length; i++)
        {
            _violationCounts[i] += range.ViolationCounts[i];
        }

        _remarks.Add(TRow.Schema.Remarks, range.RemarkCounts);
        _violations.AddRange(range.Violations);
        if (_violations.Count >= request.MaxViolations)
        {
            throw new ViolationsException(Subject, _violations[..request.MaxViolations], isComplete: false);
        }
    }

    /// <summary>Fails if any row broke a rule.</summary>
    /// <exception cref="ViolationsException">One did.</exception>
    public void ThrowIfViolated()
    {
        if (_violations.Count > 0)
        {
            throw new ViolationsException(Subject, _violations, isComplete: true);
        }
    }

    /// <summary>Fails if no row came because the organization has none in the source.</summary>
    /// <exception cref="EmptyOrganizationException">It has none, and a file without rows is not wanted.</exception>
    public async Task ThrowIfEmptyAsync(ISourceSnapshot snapshot, ExportFiles files, CancellationToken cancellationToken)
    {
        if (files.Rows + files.RejectedRows == 0
            && !request.AllowEmpty
            && !await Organizations.HasRowsAsync(snapshot, TRow.Query, Parameters, cancellationToken).ConfigureAwait(false))
        {
            throw new EmptyOrganizationException(
                $"Organization {request.OrganizationId} has no rows in {source.Description}; nothing was published. Are source and organization "
                + "the right ones?")
            {
                Remedy = ExportRemedy.AllowEmpty,
            };
        }
    }

    /// <summary>Completes the files and gives them their names.</summary>
    public ExportResult Publish(ExportFiles files, IReadOnlyList<string> remarks)
    {
        Begin(ExportPhase.Publish);
        files.Complete();
        EndPhase(); // The manifest cannot tell how long its own writing takes.
        var manifest = CreateManifest(files);
        files.Publish(manifest.ToUtf8());
        return new ExportResult(files.Data.TargetPath, files.ManifestPath, files.Rejects?.TargetPath, manifest, [.. remarks, .. _remarks.ToText()]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _activity?.Dispose();
        _lock?.Dispose();
    }

    private ExportFileName NameOf(DateTime asOf) => ExportFileName.Create(TRow.Schema.Name, request.OrganizationId, asOf);

    private static DateTime WholeMicroseconds(DateTime utc)
        => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    private static string VersionOf(Assembly assembly)
        => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    private void EndPhase()
    {
        if (_phaseStart != 0)
        {
            _activity?.Dispose();
            _durations[NameOf(_phase)] = Math.Round(Stopwatch.GetElapsedTime(_phaseStart).TotalSeconds, 3);
        }
    }

    private static string NameOf(ExportPhase phase) => phase switch
    {
        ExportPhase.Snapshot => "snapshot",
        ExportPhase.Prepare => "prepare",
        ExportPhase.Rows => "rows",
        _ => "publish",
    };

    private async Task LockAsync(ExportFileName name, CancellationToken cancellationToken)
        => _lock ??= await TargetLock.AcquireAsync(OutputPath, name.Stem, request.LockPatience, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Within a range the rows were held against each other as they came; here the range is held against those before.
    /// A key that is read in two ranges is the fault of a relation and not of the data, so no row is to blame.
    /// </summary>
    private void CheckKeys(RangeExport<TRow> range)
    {
        if (_greatest is { } greatest && range.First is { } first && TRow.CompareKeys(in first, in greatest) <= 0)
        {
            throw new SourceMismatchException(
                $"The rows of {Subject} overlap: {TRow.Schema.KeyName} {TRow.FormatKey(in first)} came again, or too late, when the keys "
                + $"from {range.Range.First} to {range.Range.Last} were read. Let the relation that decides which rows there are take "
                + "only keys between @first_key and @last_key.")
            {
                Remedy = ExportRemedy.ReadOnOneConnection,
            };
        }

        _greatest = range.Greatest ?? _greatest;
    }

    private async Task<object?> ReadSystemValueAsync(
        ISourceSnapshot snapshot, string column, SqlStatement statement, CancellationToken cancellationToken)
    {
        var target = TRow.Schema.Columns.First(candidate => candidate.Name == column);
        var values = new List<object?>();
        var violations = new List<FieldViolation>();
        await snapshot
            .ReadAsync(statement, Parameters, new SystemValueReading(target.Type.Kind, values, violations), cancellationToken)
            .ConfigureAwait(false);
        if (values.Count != 1)
        {
            throw new SourceMismatchException(
                $"The relation system/{column}.sql yielded {values.Count} rows from {source.Description} where it must yield one. "
                + "Make it an aggregate without 'group by'.");
        }

        if (values[0] is null && !target.IsNullable && violations.Count == 0)
        {
            violations.Add(new FieldViolation(0, ViolationRule.NotNull, null));
        }

        // Every row would break the same rule; once said is enough, and quarantine would leave nothing.
        return violations.Count == 0
            ? values[0]
            : throw new ViolationsException(
                Subject,
                [.. violations.Select(violation =>
                    new Violation(TRow.Schema.KeyName, "(every row)", target, violation.Rule, violation.Value))],
                isComplete: true);
    }

    private ExportManifest CreateManifest(ExportFiles files)
    {
        var schema = TRow.Schema;
        return new ExportManifest
        {
            Export = schema.Name,
            SpecSha256 = schema.Document.Sha256,
            ToolVersion = VersionOf(typeof(ExportManifest).Assembly),
            RowSecurity = source.KeepsRowSecurity ? ExportManifest.RowSecurityOn : null,
            Dialect = source.Dialect == SqlDialect.PostgreSql ? "postgresql" : "duckdb",
            OrganizationId = request.OrganizationId,
            AsOf = _asOf,
            TimeFrameStart = _timeFrameStart,
            ExtractedAt = _extractedAt,
            SystemValues = _systemValues,
            Format = "csv",
            Rows = files.Rows,
            Columns = [.. schema.Columns.Select((column, i) =>
                new ManifestColumn(column.Name, column.Type.ToString(), column.IsNullable, _nullCounts[i]))],
            Files = [Describe(files.Data, files.Rows)],
            Violations = new ManifestViolations(
                files.RejectedRows,
                CountsByRule(),
                files.Rejects is { } rejects ? Describe(rejects, files.RejectedRows) : null),
            DurationSeconds = _durations,
        };
    }

    private Dictionary<string, long> CountsByRule()
        => TRow.Schema.RuleNames.Zip(_violationCounts).Where(rule => rule.Second > 0).ToDictionary(rule => rule.First, rule => rule.Second);

    private static ManifestFile Describe(PendingFile file, long rows)
        => new(Path.GetFileName(file.TargetPath), rows, file.Bytes, file.Sha256);
}
