using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>
/// Cuts the keys of an export into ranges that connections can share: small ones of about equal size. Keys that are far more work
/// than their number of rows suggests, such as one account with a tenth of all events, get ranges of their own.
/// </summary>
/// <param name="snapshot">The snapshot to read.</param>
/// <param name="query">The export's query.</param>
/// <param name="parameters">The parameters of the export's queries, except the key range.</param>
internal sealed class KeyRangePlanner(ISourceSnapshot snapshot, ExportQuery query, ParameterValues parameters)
{
    // All connections but one read ranges that are written later, and their rows wait in memory. The limit is for all connections together.
    // The rows must be few enough to fit in memory, but so many that the fixed work of a query is a small part of reading them.
    private const int RowsOfAllConnections = 8_192;
    private const int RangesPerConnection = 8;
    private const int MaximumPartitions = 4_096;

    /// <summary>How many groups of partitions there are per connection. The work of each group is estimated.</summary>
    private const int GroupsPerConnection = 4;

    /// <summary>A range is heavy if its extra work, compared with other ranges of as many rows, exceeds this share of all work.</summary>
    private const double HeavyShare = 1.0 / 40;

    /// <summary>
    /// Below this work, heavy keys are not searched for, because each estimate takes about ten milliseconds. This is about two seconds of
    /// work. The unit is that of PostgreSQL's planner: reading one page in sequence.
    /// </summary>
    private const double MinimumWork = 200_000;

    /// <summary>
    /// The work, in the same unit, that justifies a further connection or range. This is about half a second, twenty times as long as the
    /// query takes to plan.
    /// </summary>
    private const double WorkOfRange = 50_000;

    /// <summary>Below this number of rows nothing is estimated, because planning the query would take as long as reading them.</summary>
    private const int FewRows = 100;

    /// <summary>Plans the ranges, ascending. Together they contain every possible key.</summary>
    /// <exception cref="SourceException">A query failed.</exception>
    public async Task<IReadOnlyList<KeyRange>> PlanAsync(CancellationToken cancellationToken)
    {
        if (query.Keys is not { } keys || (snapshot.Connections == 1 && !snapshot.CanShare))
        {
            return [KeyRange.All];
        }

        var reading = new KeyPartitions(MaximumPartitions);
        await snapshot.ReadAsync(keys, Of(KeyRange.All), new KeyPartitions.Consumer(reading), cancellationToken).ConfigureAwait(false);
        var partitions = reading.ToList();
        var rows = partitions.Sum(partition => partition.Rows ?? 0);
        if (snapshot.CanShare && rows < FewRows)
        {
            return [KeyRange.All];
        }

        var work = await EstimateAsync(KeyRange.All, cancellationToken).ConfigureAwait(false);
        if (work >= WorkOfRange)
        {
            await snapshot.ShareAsync(cancellationToken).ConfigureAwait(false);
        }

        if (snapshot.Connections == 1)
        {
            return [KeyRange.All];
        }

        if (work >= MinimumWork)
        {
            await MarkHeavyAsync(partitions, cancellationToken).ConfigureAwait(false);
        }

        var maximumRows = Math.Max(RowsOfAllConnections / snapshot.Connections, 1);
        var ranges = Math.Min(snapshot.Connections * RangesPerConnection, Math.Max(snapshot.Connections, work / WorkOfRange ?? double.MaxValue));
        return KeyRange.Join(partitions, Math.Clamp((long)Math.Ceiling(rows / ranges), 1, maximumRows));
    }

    private ParameterValues Of(KeyRange range) => parameters.With("first_key", range.First).With("last_key", range.Last);

    /// <summary>Finds the heavy partitions. Repeatedly halves the groups that contain them.</summary>
    private async Task MarkHeavyAsync(List<KeyRange> partitions, CancellationToken cancellationToken)
    {
        var groupCount = snapshot.Connections * GroupsPerConnection;
        if (partitions.Count < groupCount)
        {
            return;
        }

        async Task<((int First, int Count) Part, double Work)> AskAsync((int First, int Count) part)
        {
            var range = new KeyRange(partitions[part.First].First, partitions[part.First + part.Count - 1].Last, Rows: null);
            return (part, await EstimateAsync(range, cancellationToken).ConfigureAwait(false) ?? 0);
        }

        // Estimate the groups in parallel, because planning the query takes longer than a round trip.
        var groups = await Task.WhenAll(Enumerable.Range(0, groupCount).Select(i =>
        {
            var first = partitions.Count * i / groupCount;
            return AskAsync((first, (partitions.Count * (i + 1) / groupCount) - first));
        })).ConfigureAwait(false);

        // Find the work of a typical group, and of each partition in it. The rest of the group's work is the fixed work of the query.
        var usual = groups.OrderBy(group => group.Work).ElementAt(groupCount / 2);
        var half = usual.Part with { Count = usual.Part.Count / 2 };
        var perPartition = (usual.Work - (await AskAsync(half).ConfigureAwait(false)).Work) / (usual.Part.Count - half.Count);
        var fixedWork = usual.Work - (perPartition * usual.Part.Count);
        var heavy = HeavyShare * groups.Sum(group => group.Work - fixedWork);
        bool IsHeavy((int First, int Count) part, double work) => work - fixedWork - (perPartition * part.Count) > heavy;

        var suspects = new Stack<(int First, int Count)>(groups.Where(group => IsHeavy(group.Part, group.Work)).Select(group => group.Part));
        while (suspects.TryPop(out var suspect))
        {
            if (suspect.Count == 1)
            {
                partitions[suspect.First] = partitions[suspect.First] with { IsHeavy = true };
                continue;
            }

            var left = suspect with { Count = suspect.Count / 2 };
            var right = (First: suspect.First + left.Count, Count: suspect.Count - left.Count);
            foreach (var (part, work) in await Task.WhenAll(AskAsync(left), AskAsync(right)).ConfigureAwait(false))
            {
                if (IsHeavy(part, work))
                {
                    suspects.Push(part);
                }
            }
        }
    }

    private Task<double?> EstimateAsync(KeyRange range, CancellationToken cancellationToken)
        => snapshot.EstimateAsync(query.Rows, Of(range), cancellationToken);
}
