namespace AccountCommStats.Specs.Findings;

/// <summary>Suggests a known name for an unknown one.</summary>
internal static class NearestName
{
    private const int LongestName = 63;

    /// <summary>The closest candidate if at most about a third of the characters differ; otherwise null.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        string? nearest = null;
        var nearestDistance = (name.Length / 4) + 2;
        foreach (var candidate in candidates)
        {
            // The distance is at least the difference in length.
            if (Math.Abs(candidate.Length - name.Length) >= nearestDistance)
            {
                continue;
            }

            var distance = Distance(name, candidate);
            if (distance < nearestDistance && distance < Math.Max(name.Length, candidate.Length) / 2.0)
            {
                nearestDistance = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>The number of insertions, deletions, replacements and swaps of neighbors, ignoring case.</summary>
    private static int Distance(string left, string right)
    {
        var beforePrevious = new int[right.Length + 1];
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = previous[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
