using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Adds up what the key ranges of an export counted.</summary>
/// <param name="schema">The export.</param>
/// <param name="subject">The organization and the source.</param>
/// <param name="maxViolations">The number of violations at which the export stops.</param>
internal sealed class RunTotals(ExportSchema schema, RunSubject subject, int maxViolations)
{
    private readonly List<Violation> _violations = [];
    private readonly ColumnStatistics[] _statistics = ColumnStatistics.Of(schema);
    private readonly long[] _violationCounts = new long[schema.RuleNames.Length];

    /// <summary>Statistics of the exported rows, per column.</summary>
    public IReadOnlyList<ColumnStatistics> Statistics => _statistics;

    /// <summary>The rules that were broken, and how often.</summary>
    public IReadOnlyDictionary<string, long> ViolationCounts
        => schema.RuleNames.Zip(_violationCounts).Where(rule => rule.Second > 0).ToDictionary(rule => rule.First, rule => rule.Second);

    /// <summary>The faults of the source that belong to no row.</summary>
    public RemarkCounts Remarks { get; } = new();

    /// <summary>Adds the counts of a range that was written. Ranges are added in their order.</summary>
    /// <exception cref="ViolationsException">The limit of violations is reached.</exception>
    public void Add<TRow>(RangeExport<TRow> range)
        where TRow : struct, IExportRow<TRow>
    {
        for (var i = 0; i < _statistics.Length; i++)
        {
            _statistics[i].Add(in range.Statistics[i]);
        }

        for (var i = 0; i < _violationCounts.Length; i++)
        {
            _violationCounts[i] += range.ViolationCounts[i];
        }

        Remarks.Add(schema.Remarks, range.RemarkCounts);
        _violations.AddRange(range.Violations);
        if (_violations.Count >= maxViolations)
        {
            throw new ViolationsException(subject.ToString(), _violations[..maxViolations], isComplete: false);
        }
    }

    /// <summary>Throws if any row broke a rule.</summary>
    /// <exception cref="ViolationsException">A row broke a rule.</exception>
    public void ThrowIfViolated()
    {
        if (_violations.Count > 0)
        {
            throw new ViolationsException(subject.ToString(), _violations, isComplete: true);
        }
    }
}
