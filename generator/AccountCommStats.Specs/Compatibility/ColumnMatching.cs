using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Specs.Compatibility;

/// <summary>A column of the shipped document and the one of the current document that it is now. Ordinals from 0.</summary>
/// <param name="Shipped">Ordinal in the shipped document.</param>
/// <param name="Current">Ordinal in the current document.</param>
internal readonly record struct ColumnPair(int Shipped, int Current);

/// <summary>Finds what became of each column: the fewest moves that explain the new order, and renames where they suggest themselves.</summary>
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

    /// <summary>Those whose order among the others changed.</summary>
    public IReadOnlyList<ColumnPair> Moved { get; }

    /// <summary>Those that have another name and the same type, source and place.</summary>
    public IReadOnlyList<ColumnPair> Renamed { get; }

    /// <summary>Shipped columns that are gone.</summary>
    public IReadOnlyList<int> Removed { get; }

    /// <summary>Columns that were not shipped.</summary>
    public IReadOnlyList<int> Added { get; }

    /// <summary>Matches the columns of two documents.</summary>
    public static ColumnMatching Of(IReadOnlyList<DocumentColumn> shipped, IReadOnlyList<DocumentColumn> current) => new(shipped, current);

    /// <summary>Among the columns that came and went between the same two neighbors, those with one type and source.</summary>
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
                // The one at the same place of the gap first.
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

    /// <summary>The most pairs that rise together: the columns that kept their order.</summary>
    private static List<ColumnPair> LongestRising(List<ColumnPair> pairs)
    {
        // Patience sorting: tails[n] is the pair with the least ordinal that ends n + 1 rising ones.
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
