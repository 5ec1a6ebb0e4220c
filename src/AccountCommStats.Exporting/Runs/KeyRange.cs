namespace AccountCommStats.Exporting.Runs;

/// <summary>An inclusive range of keys that one query reads.</summary>
/// <param name="First">The lowest key.</param>
/// <param name="Last">The highest key.</param>
/// <param name="Rows">The approximate number of rows; null if unknown.</param>
/// <param name="IsHeavy">Whether the range is far more work than other ranges with as many rows.</param>
internal readonly record struct KeyRange(long First, long Last, long? Rows, bool IsHeavy = false)
{
    /// <summary>All possible keys.</summary>
    public static readonly KeyRange All = new(long.MinValue, long.MaxValue, Rows: null);

    /// <summary>
    /// Joins neighboring ranges until each has about the requested number of rows. Also closes the gaps between ranges, so that every key
    /// belongs to one range. A heavy range is not joined.
    /// </summary>
    public static IReadOnlyList<KeyRange> Join(IReadOnlyList<KeyRange> ranges, long rowsPerRange)
    {
        var joined = new List<KeyRange>();
        foreach (var range in ranges)
        {
            if (joined.Count > 0 && !joined[^1].IsHeavy && !range.IsHeavy && joined[^1].Rows + range.Rows <= rowsPerRange)
            {
                joined[^1] = joined[^1] with { Last = range.Last, Rows = joined[^1].Rows + range.Rows };
            }
            else
            {
                joined.Add(range);
            }
        }

        if (joined.Count == 0)
        {
            return [All];
        }

        joined[0] = joined[0] with { First = long.MinValue };
        for (var i = 0; i < joined.Count; i++)
        {
            joined[i] = joined[i] with { Last = i + 1 < joined.Count ? joined[i + 1].First - 1 : long.MaxValue };
        }

        return joined;
    }
}
