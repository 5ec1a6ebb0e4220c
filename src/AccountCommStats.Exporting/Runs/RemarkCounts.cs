using System.Collections.Immutable;
using System.Globalization;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Counts the rows of the source that have a fault but belong to no row of the export.</summary>
internal sealed class RemarkCounts
{
    private readonly Dictionary<ExportRemark, long> _counts = [];

    /// <summary>The faults found, and the number of rows with each.</summary>
    public IEnumerable<(ExportRemark Remark, long Count)> Found => _counts.Where(count => count.Value > 0).Select(count => (count.Key, count.Value));

    /// <summary>Adds the counts of a key range.</summary>
    public void Add(ImmutableArray<ExportRemark> remarks, ReadOnlySpan<long> counts)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            _counts[remarks[i]] = _counts.GetValueOrDefault(remarks[i]) + counts[i];
        }
    }

    /// <summary>Reads the counts that queries yield once per export.</summary>
    /// <exception cref="SourceException">A query failed.</exception>
    public async Task ReadAsync(ISourceSnapshot snapshot, ExportQuery query, ParameterValues parameters, CancellationToken cancellationToken)
    {
        foreach (var (remarks, statement) in query.SystemRemarks)
        {
            var counts = new long[remarks.Length];
            await snapshot.ReadFewAsync(statement, parameters, new Reading(counts), cancellationToken).ConfigureAwait(false);
            Add(remarks, counts);
        }
    }

    /// <summary>One sentence for each fault found.</summary>
    public IEnumerable<string> ToText()
        => Found.Select(found => string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Count:N0} {(found.Count == 1 ? "row of the source is" : "rows of the source are")} not counted: {found.Remark.Text} (remark {found.Remark.Name})."));

    private readonly struct Reading(long[] counts) : IRecordConsumer
    {
        public int FieldCount => counts.Length;

        public bool WantsMore => true;

        public void Accept<TFields>(ref TFields fields)
            where TFields : struct, IFieldReader, allows ref struct
        {
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] = fields.TryReadInt64(out var count) ? count : counts[i];
            }
        }

        public ValueTask DrainAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
