using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Checks the rows of one key range and formats them.</summary>
/// <typeparam name="TRow">The generated row type.</typeparam>
/// <param name="range">The range.</param>
/// <param name="request">The request, which says what to do with violations.</param>
/// <param name="readAhead">Receives the number of bytes that wait to be written.</param>
internal sealed class RangeExport<TRow>(KeyRange range, ExportRequest request, ReadAhead readAhead)
    where TRow : struct, IExportRow<TRow>
{
    private readonly RowCheck<TRow> _check = new(request.OrganizationId);
    private readonly List<Violation> _violations = [];
    private readonly RowFormatter<TRow>[] _formatters = [.. request.Formats.Select(format => new RowFormatter<TRow>(format, request.Dialect))];
    private readonly ColumnStatistics[] _statistics = ColumnStatistics.Of(TRow.Schema);
    private readonly long[] _violationCounts = new long[TRow.Schema.RuleNames.Length];

    /// <summary>The range.</summary>
    public KeyRange Range => range;

    /// <summary>The formatted rows.</summary>
    public ChunkQueue Output { get; } = new(request.Layout, readAhead, isSmall: request.Seat is not null);

    /// <summary>Statistics of the exported rows, per column.</summary>
    public ReadOnlySpan<ColumnStatistics> Statistics => _statistics;

    /// <summary>The number of violations, per rule.</summary>
    public ReadOnlySpan<long> ViolationCounts => _violationCounts;

    /// <summary>The number of the source's rows that each remark counts.</summary>
    public ReadOnlySpan<long> RemarkCounts => _check.RemarkCounts;

    /// <summary>The violations found, up to the limit, except those that go to a rejects file.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Whether the number of violations is still below the limit.</summary>
    public bool WantsMore => _violations.Count < request.MaxViolations;

    /// <summary>The row with the lowest key, if any row has a key.</summary>
    public TRow? First => _check.First;

    /// <summary>The row with the highest key, if any row has a key.</summary>
    public TRow? Greatest => _check.Greatest;

    /// <summary>Reads one record.</summary>
    public void Accept<TFields>(ref TFields fields)
        where TFields : struct, IFieldReader, allows ref struct
    {
        if (!_check.Read(ref fields))
        {
            return;
        }

        if (_check.Violations.Count > 0)
        {
            Reject();
        }
        else if (_violations.Count == 0)
        {
            var statistics = new StatisticsWriter(_statistics);
            TRow.Write(in _check.Row, ref statistics);
            for (var i = 0; i < _formatters.Length; i++)
            {
                _formatters[i].Write(in _check.Row, Output.RowBuffer(i));
            }

            Output.AddRow();
        }
    }

    private void Reject()
    {
        var schema = TRow.Schema;
        var key = _check.Key;
        var isQuarantined = request.OnViolation == ViolationHandling.Quarantine
            && !_check.Violations.Any(violation => violation.Rule == ViolationRule.Tenant);
        foreach (var broken in _check.Violations)
        {
            _violationCounts[schema.RuleIndexOf(broken)]++;
            var violation = Violation.Of(broken, key, schema);
            if (isQuarantined)
            {
                RejectsFile.WriteLine(violation, Output.RejectsBuffer);
            }
            else
            {
                _violations.Add(violation);
            }
        }

        if (isQuarantined)
        {
            Output.AddReject();
        }
    }

    /// <summary>Passes the records of a query to a range's export.</summary>
    internal readonly struct Consumer(RangeExport<TRow> export) : IRecordConsumer
    {
        /// <inheritdoc/>
        public int FieldCount => TRow.Schema.FieldCount;

        /// <inheritdoc/>
        public bool WantsMore => export.WantsMore;

        /// <inheritdoc/>
        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
            => export.Accept(ref fields);

        /// <inheritdoc/>
        public ValueTask DrainAsync(CancellationToken cancellationToken) => export.Output.DrainAsync(cancellationToken);
    }
}
