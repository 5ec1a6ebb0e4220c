using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Specs.Compatibility;

/// <summary>A shipped column and its counterpart in the current document, by zero-based ordinals.</summary>
/// <param name="Shipped">Ordinal in the shipped document.</param>
/// <param name="Current">Ordinal in the current document.</param>
internal readonly record struct ColumnPair(int Shipped, int Current);

/// <summary>
/// Matches the columns of two documents. It finds the fewest moves that explain the new order, and the columns that were probably renamed.
/// </summary>
internal sealed class ColumnMatching
{
    private readonly IReadOnlyList<DocumentColumn> _shipped;
    private readonly IReadOnlyList<DocumentColumn> _current;

    private ColumnMatching(IReadOnlyList<DocumentColumn> shipped, IReadOnlyList<DocumentColumn> current)
    {
        _shipped = shipped;
        _current = current;
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < current.Count; i++)
        {
            ordinals[current[i].Name.Value] = i;
        }

        var same = new List<ColumnPair>();
        for (var i = 0; i < shipped.Count; i++)
        {
            if (ordinals.TryGetValue(shipped[i].Name.Value, out var ordinal))
            {
                same.Add(new ColumnPair(i, ordinal));
            }
        }

        var inPlace = LongestRising(same);
        Moved = [.. same.Except(inPlace)];
        Renamed = [.. FindRenames(same, inPlace)];
        Pairs = [.. same.Concat(Renamed).OrderBy(pair => pair.Current)];
        Removed = [.. Enumerable.Range(0, shipped.Count).Except(Pairs.Select(pair => pair.Shipped))];
        Added = [.. Enumerable.Range(0, current.Count).Except(Pairs.Select(pair => pair.Current))];
    }

    /// <summary>All columns that both documents have, in the current order.</summary>
    public IReadOnlyList<ColumnPair> Pairs { get; }

    /// <summary>Columns whose order relative to the others changed.</summary>
    public IReadOnlyList<ColumnPair> Moved { get; }

    /// <summary>Columns with another name but the same type, source and position.</summary>
    public IReadOnlyList<ColumnPair> Renamed { get; }

    /// <summary>Ordinals of shipped columns that were removed.</summary>
    public IReadOnlyList<int> Removed { get; }

    /// <summary>Ordinals of current columns that have no counterpart in the shipped document.</summary>
    public IReadOnlyList<int> Added { get; }

    /// <summary>Matches the columns of two documents.</summary>
    public static ColumnMatching Of(IReadOnlyList<DocumentColumn> shipped, IReadOnlyList<DocumentColumn> current) => new(shipped, current);

    /// <summary>Matches each removed column with an added column that has the same neighbors, type and source.</summary>
    private List<ColumnPair> FindRenames(List<ColumnPair> same, List<ColumnPair> inPlace)
    {
        var renames = new List<ColumnPair>();
        var gone = new HashSet<int>(Enumerable.Range(0, _shipped.Count).Except(same.Select(pair => pair.Shipped)));
        var come = new HashSet<int>(Enumerable.Range(0, _current.Count).Except(same.Select(pair => pair.Current)));
        var before = new ColumnPair(-1, -1);
        foreach (var after in inPlace.Append(new ColumnPair(_shipped.Count, _current.Count)))
        {
            var candidates = Between(before.Current, after.Current).Where(come.Contains).ToList();
            var lost = Between(before.Shipped, after.Shipped).Where(gone.Contains).ToList();
            for (var i = 0; i < lost.Count; i++)
            {
                // Between two columns that kept their order, the first removed column is preferably matched with the first added one, and so on.
                var old = lost[i];
                var match = i < candidates.Count && come.Contains(candidates[i]) && IsAlike(old, candidates[i])
                    ? candidates[i]
                    : candidates.Where(candidate => come.Contains(candidate) && IsAlike(old, candidate)).DefaultIfEmpty(-1).First();
                if (match >= 0)
                {
                    come.Remove(match);
                    renames.Add(new ColumnPair(old, match));
                }
            }

            before = after;
        }

        return renames;
    }

    private static IEnumerable<int> Between(int before, int after) => Enumerable.Range(before + 1, after - before - 1);

    private bool IsAlike(int shipped, int current)
        => _shipped[shipped].Type.Value == _current[current].Type.Value
            && _shipped[shipped].Source.Value.Terms == _current[current].Source.Value.Terms;

    /// <summary>The longest increasing subsequence: the columns that kept their order.</summary>
    private static List<ColumnPair> LongestRising(List<ColumnPair> pairs)
    {
        // tails[n] is the pair with the lowest ordinal that ends an increasing subsequence of length n + 1.
        var tails = new List<int>();
        var previous = new int[pairs.Count];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (low, high) = (0, tails.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[tails[middle]].Current < pairs[i].Current ? (middle + 1, high) : (low, middle);
            }

            previous[i] = low > 0 ? tails[low - 1] : -1;
            if (low == tails.Count)
            {
                tails.Add(i);
            }
            else
            {
                tails[low] = i;
            }
        }

        var rising = new List<ColumnPair>();
        for (var i = tails.Count > 0 ? tails[tails.Count - 1] : -1; i >= 0; i = previous[i])
        {
            rising.Insert(0, pairs[i]);
        }

        return rising;
    }
}
