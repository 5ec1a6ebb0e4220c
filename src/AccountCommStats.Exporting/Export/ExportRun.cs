using System.Diagnostics;
using System.Reflection;

namespace AccountCommStats.Exporting;

/// <summary>What one export knows of itself as it goes: its parameters, clocks and counts.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="source">The source.</param>
/// <param name="request">What to export, and how.</param>
/// <param name="progress">Told how far the export is.</param>
internal sealed class ExportRun<TRow>(IExportSource source, ExportRequest request, IProgress<ExportProgress>? progress)
    where TRow : struct, IExportRow<TRow>
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, double> _durations = [];
    private readonly Dictionary<string, string?> _systemValues = [];
    private readonly List<Violation> _violations = [];
    private readonly long[] _nullCounts = new long[TRow.Schema.Columns.Length];
    private readonly long[] _violationCounts = new long[Enum.GetValues<ViolationRule>().Length];
    private ExportPhase _phase;
    private long _phaseStart;
    private long _lastReport;
    private DateTime _extractedAt;
    private DateTime _asOf;
    private DateTime _timeFrameStart;

    /// <summary>What to export, and how.</summary>
    public ExportRequest Request => request;

    /// <summary>The parameters of the export's queries, but for the key range.</summary>
    public ParameterValues Parameters { get; private set; } = new();

    /// <summary>Rows there will be about, where that is known.</summary>
    public long? ExpectedRows { get; set; }

    private string Subject => $"organization {request.OrganizationId} in {source.Description}";

    /// <summary>Ends the phase before, and begins one.</summary>
    public void Begin(ExportPhase phase)
    {
        EndPhase();
        _phase = phase;
        _phaseStart = Stopwatch.GetTimestamp();
        progress?.Report(new ExportProgress(phase, 0, null, 0));
    }

    /// <summary>Sets the parameters, and computes those that need a query.</summary>
    public async Task PrepareAsync(ISourceSnapshot snapshot, CancellationToken cancellationToken)
    {
        _extractedAt = snapshot.TakenAt;
        _asOf = request.AsOf is { } asOf ? WholeMicroseconds(asOf) : _extractedAt;
        _timeFrameStart = WholeMicroseconds(_asOf - request.TimeFrame);
        Parameters = new ParameterValues()
            .With("organization_id", request.OrganizationId)
            .With("as_of", _asOf)
            .With("time_frame_start", _timeFrameStart)
            .With("extracted_at", _extractedAt);
        foreach (var (column, statement) in TRow.Query.SystemValues)
        {
            var value = await ReadSystemValueAsync(snapshot, column, statement, cancellationToken).ConfigureAwait(false);
            Parameters = Parameters.With(column, value);
            _systemValues.Add(column, ParameterValues.Format(value));
        }
    }

    /// <summary>Creates the files, under their temporary names.</summary>
    public ExportFiles CreateFiles()
        => new(
            Path.GetFullPath(request.OutputDirectory),
            ExportFileName.Create(TRow.Schema.Name, request.OrganizationId, _asOf),
            TRow.Schema);

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
    public void Add(RangeExport<TRow> range)
    {
        for (var i = 0; i < _nullCounts.Length; i++)
        {
            _nullCounts[i] += range.NullCounts[i];
        }

        for (var i = 0; i < _violationCounts.Length; i++)
        {
            _violationCounts[i] += range.ViolationCounts[i];
        }

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

    /// <summary>Completes the files and gives them their names.</summary>
    public ExportResult Publish(ExportFiles files, IReadOnlyList<string> remarks)
    {
        Begin(ExportPhase.Publish);
        files.Complete();
        EndPhase(); // The manifest cannot tell how long its own writing takes.
        var manifest = CreateManifest(files);
        files.Publish(manifest.ToUtf8());
        return new ExportResult(files.Data.TargetPath, files.ManifestPath, files.Rejects?.TargetPath, manifest, remarks);
    }

    private static DateTime WholeMicroseconds(DateTime utc)
        => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    private static string VersionOf(Assembly assembly)
        => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    private void EndPhase()
    {
        if (_phaseStart != 0)
        {
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
                    new Violation(TRow.Schema.KeyName, "(every row)", column, target.Type, violation.Rule, violation.Value))],
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
        => Enum.GetValues<ViolationRule>()
            .Where(rule => _violationCounts[(int)rule] > 0)
            .ToDictionary(rule => rule.ToName(), rule => _violationCounts[(int)rule]);

    private static ManifestFile Describe(PendingFile file, long rows)
        => new(Path.GetFileName(file.TargetPath), rows, file.Bytes, file.Sha256);
}
