using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Batch;

/// <summary>
/// Divides the organizations of a batch into groups that are read together. How many is decided by how long the last ones took: only small
/// organizations gain by it, and a large one would delay the others.
/// </summary>
/// <param name="organizations">The organizations.</param>
/// <param name="parallel">How many groups are exported at once.</param>
/// <param name="maximum">The maximum number of organizations of a group.</param>
internal sealed class SharedGroups(IReadOnlyList<OrganizationId> organizations, int parallel, int maximum)
{
    /// <summary>The maximum size of a group. A larger one would save little, because planning is only a tenth of the work at this size, and would need more memory.</summary>
    public const int MaximumOrganizations = 8;

    /// <summary>
    /// A group that takes so many times as long for each organization as one did by itself shows that the source cannot plan for several at
    /// once. The plan is made for an organization of average size.
    /// </summary>
    private const double TooManyTimes = 2;

    /// <summary>How many seconds a group should take at most. For that long, its files and a transaction of the source wait for its last organization.</summary>
    private const double MaximumSeconds = 0.5;

    private const int SmallestGroup = 2;

    private readonly Lock _gate = new();
    private double _alone = double.MaxValue;
    private int _maximum = maximum;
    private int _next = 1;

    /// <summary>The groups. Each is decided when it is asked for.</summary>
    public IEnumerable<IReadOnlyList<OrganizationId>> Divide()
    {
        for (var done = 0; done < organizations.Count;)
        {
            // The last groups are equally large, so that all end at about the same time.
            var share = (organizations.Count - done + parallel - 1) / parallel;
            int size;
            lock (_gate)
            {
                size = Math.Min(_next, share);
            }

            yield return [.. Enumerable.Range(done, size).Select(i => organizations[i])];
            done += size;
        }
    }

    /// <summary>Learns from a group of which all were delivered, or which could not be read together. Each grows from one that was read alone.</summary>
    /// <param name="count">Number of its organizations.</param>
    /// <param name="elapsed">How many seconds they took together.</param>
    /// <param name="hasFailed">Whether they could not be read together, so each was read by itself.</param>
    public void Learn(int count, double elapsed, bool hasFailed)
    {
        lock (_gate)
        {
            var each = elapsed / count;
            if (count == 1)
            {
                _alone = each;
            }
            else if (hasFailed ? count == SmallestGroup : each > TooManyTimes * _alone)
            {
                // If a larger group fails, one faulty organization may be the reason. If the smallest one does, it is rather the source: Citus
                // refuses such a query.
                _maximum = count / 2;
            }

            // Groups grow slowly, because a bad plan is noticed only after it has run.
            var most = hasFailed ? 1 : Math.Max(1, Math.Min(_maximum, 2 * count));
            _next = Math.Clamp((int)(MaximumSeconds / each), 1, most);
        }
    }
}
