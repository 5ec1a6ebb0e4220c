using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Batch;

/// <summary>
/// Divides the organizations of a batch into groups that are read together. The size of a group depends on how long the previous group took:
/// reading together saves time only for small organizations, and a large one would delay the others in its group.
/// </summary>
/// <param name="organizations">The organizations.</param>
/// <param name="parallel">How many groups are exported at once.</param>
/// <param name="maximum">The maximum number of organizations of a group.</param>
internal sealed class SharedGroups(IReadOnlyList<OrganizationId> organizations, int parallel, int maximum)
{
    /// <summary>
    /// The maximum size of a group. A larger group would need more memory and save little: at this size, planning is only a tenth of the work.
    /// </summary>
    public const int MaximumOrganizations = 8;

    /// <summary>
    /// If an organization in a group takes more than this many times as long, on average, as one that is read alone, the source plans badly
    /// for several organizations at once: it assumes that each has the average size.
    /// </summary>
    private const double TooManyTimes = 2;

    /// <summary>
    /// How many seconds a group should take at most. The files of the group are not complete, and a transaction of the source stays open,
    /// until its last organization has been read.
    /// </summary>
    private const double MaximumSeconds = 0.5;

    private const int SmallestGroup = 2;

    private readonly Lock _gate = new();
    private double _alone = double.MaxValue;
    private int _maximum = maximum;
    private int _next = 1;

    /// <summary>The groups. The size of each is determined only when the caller requests it.</summary>
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

    /// <summary>
    /// Adjusts the size of the next groups. Called after a group whose organizations were all delivered, and after one that could not be read
    /// together. The size starts at one and at most doubles with each group.
    /// </summary>
    /// <param name="count">The number of organizations in the group.</param>
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
                // If a larger group fails, one faulty organization may be the reason. If a group of the smallest size fails, the reason is
                // probably the source: Citus refuses a query for several organizations.
                _maximum = count / 2;
            }

            // Groups grow slowly, because a bad plan is noticed only after it has run.
            var most = hasFailed ? 1 : Math.Max(1, Math.Min(_maximum, 2 * count));
            _next = Math.Clamp((int)(MaximumSeconds / each), 1, most);
        }
    }
}
