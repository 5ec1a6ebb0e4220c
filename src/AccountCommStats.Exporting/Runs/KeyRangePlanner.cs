using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Hosting;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>
/// Cuts the keys of an export into ranges that connections can share: small ones of about as many rows each, and those
/// apart that are far more work than their rows tell, such as one account with a tenth of all events.
/// </summary>
/// <param name="snapshot">What is exported.</param>
/// <param name="query">The export's query.</param>
/// <param name="parameters">The parameters of the export's queries, but for the key range.</param>
internal sealed class KeyRangePlanner(ISourceSnapshot snapshot, ExportQuery query, ParameterValues parameters)
{
    // All connections but one read ranges whose turn to be written has not come. Together they hold few enough rows to fit in
    // memory, however many connections there are, and enough that the fixed work of a query is a small part of it.
    private const int RowsOfAllConnections = 8_192;
    private const int RangesPerConnection = 8;
    private const int MaximumPartitions = 4_096;

    /// <summary>Groups of partitions whose work is asked for, per connection.</summary>
    private const int GroupsPerConnection = 4;

    /// <summary>A range is heavy if it takes this part of the whole work more than others of as many rows.</summary>
    private const double HeavyShare = 1.0 / 40;

    /// <summary>
    /// Less work than that is not worth asking for; about two seconds, in the unit of PostgreSQL's planner: reading one page
    /// in sequence. Asking once takes about ten milliseconds.
    /// </summary>
    private const double MinimumWork = 200_000;

    /// <summary>
    /// The work, in the same unit, that a further connection or range is worth: about half a second, twenty times as long as the query takes
    /// to be planned.
    /// </summary>
    private const double WorkOfRange = 50_000;

    /// <summary>So few rows are not worth asking how much work they are: to plan the query takes as long as reading them.</summary>
    private const int FewRows = 100;

    /// <summary>The ranges, ascending; together they hold every key there can be.</summary>
    /// <exception cref="SourceException">A query failed.</exception>
    public async Task<IReadOnlyList<KeyRange>> PlanAsync(CancellationToken cancellationToken)
    {
        if (query.Keys is not { } keys || (snapshot.Connections == 1 && !snapshot.CanShare))
        {
            return [KeyRange.All];
        }

        var reading = new KeyPartitions(MaximumPartitions);
        await snapshot.ReadAsync(keys, Of(KeyRange.All), new KeyPartitions.Consumer(reading, new GarbageLimit()), cancellationToken).ConfigureAwait(false);
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

        var most = Math.Max(RowsOfAllConnections / snapshot.Connections, 1);
        var ranges = Math.Min(snapshot.Connections * RangesPerConnection, Math.Max(snapshot.Connections, work / WorkOfRange ?? double.MaxValue));
        return KeyRange.Join(partitions, Math.Clamp((long)Math.Ceiling(rows / ranges), 1, most));
    }

    private ParameterValues Of(KeyRange range) => parameters.With("first_key", range.First).With("last_key", range.Last);

    /// <summary>Finds the partitions that are heavy, by halving the groups that hold them.</summary>
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

        // Each on the connection that is free: planning the query takes longer than the way there and back.
        var groups = await Task.WhenAll(Enumerable.Range(0, groupCount).Select(i =>
        {
            var first = partitions.Count * i / groupCount;
            return AskAsync((first, (partitions.Count * (i + 1) / groupCount) - first));
        })).ConfigureAwait(false);

        // What a group takes that is like the others, and how much of it comes with each partition: the rest is the query's own.
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
