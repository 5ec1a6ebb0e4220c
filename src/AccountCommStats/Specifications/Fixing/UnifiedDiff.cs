using System.Text;

namespace AccountCommStats.Specifications.Fixing;

/// <summary>Prints edits as a unified diff. They change lines in place, and neither add nor remove any.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The diff, without a line ending at its end; empty if nothing differs.</summary>
    public static string Of(string path, string before, string after)
    {
        var (old, edited) = (LinesOf(before), LinesOf(after));
        var changed = Enumerable.Range(0, old.Length).Where(i => old[i] != edited[i]).ToList();
        if (changed.Count == 0)
        {
            return "";
        }

        // The empty text after the last line ending is not a line.
        var lines = old[^1].Length == 0 ? old.Length - 1 : old.Length;
        var name = path.Replace('\\', '/');
        var diff = new StringBuilder().Append($"--- a/{name}\n+++ b/{name}");
        for (var i = 0; i < changed.Count;)
        {
            var last = i;
            while (last + 1 < changed.Count && changed[last + 1] - changed[last] <= 2 * Context)
            {
                last++;
            }

            var start = Math.Max(0, changed[i] - Context);
            var end = Math.Min(lines, changed[last] + Context + 1);
            AppendHunk(diff, old, edited, start, end);
            i = last + 1;
        }

        return diff.ToString();
    }

    /// <summary>The lines as documents have them: a form feed or U+2028 does not end one.</summary>
    private static string[] LinesOf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    private static void AppendHunk(StringBuilder diff, string[] old, string[] edited, int start, int end)
    {
        diff.Append($"\n@@ -{start + 1},{end - start} +{start + 1},{end - start} @@");
        for (var i = start; i < end;)
        {
            if (old[i] == edited[i])
            {
                diff.Append("\n ").Append(old[i++]);
                continue;
            }

            var first = i;
            for (; i < end && old[i] != edited[i]; i++)
            {
                diff.Append("\n-").Append(old[i]);
            }

            for (var j = first; j < i; j++)
            {
                diff.Append("\n+").Append(edited[j]);
            }
        }
    }
}
