namespace AccountCommStats.Specs;

/// <summary>Reads the definitions that a relation's opening comment states.</summary>
/// <remarks>
/// A line <c>-- name: text</c> or <c>-- name, name: text</c> whose names are all outputs defines them; the lines after it that
/// are indented by two blanks or more continue the text. Everything else is prose.
/// </remarks>
internal static class OpeningComment
{
    /// <summary>The definitions, by output.</summary>
    public static IReadOnlyDictionary<string, string> Definitions(SqlText sql, int start, IEnumerable<QueryOutput> outputs)
    {
        var names = new HashSet<string>(outputs.Select(output => output.Name ?? ""), StringComparer.OrdinalIgnoreCase);
        var definitions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        List<string> defined = [];
        var previousEnd = -1;
        foreach (var comment in sql.Comments.TakeWhile(comment => comment.Start < sql.Tokens[start].Start))
        {
            var text = sql.File.Text.Substring(comment.Start, comment.Length);
            if (!text.StartsWith("--", StringComparison.Ordinal))
            {
                defined = [];
                continue;
            }

            text = text.Substring(2);
            if (!IsContinuation(text) || !Adjoins(sql.File.Text, previousEnd, comment.Start))
            {
                defined = Define(text, names, definitions);
            }
            else
            {
                foreach (var name in defined)
                {
                    definitions[name] = (definitions[name] + " " + text.Trim()).Trim();
                }
            }

            previousEnd = comment.End;
        }

        return definitions;
    }

    private static bool IsContinuation(string text) => text.StartsWith("  ", StringComparison.Ordinal) && text.Trim().Length > 0;

    /// <summary>Whether one comment stands on the line after the other.</summary>
    private static bool Adjoins(string text, int end, int start)
        => end >= 0 && text.Substring(end, start - end).Replace("\r\n", "\n").Count(c => c is '\n' or '\r') == 1;

    private static List<string> Define(string text, HashSet<string> names, Dictionary<string, string> definitions)
    {
        var colon = text.IndexOf(':');
        if (colon < 0)
        {
            return [];
        }

        var defined = text.Substring(0, colon).Split(',').Select(name => name.Trim()).ToList();
        if (!defined.All(names.Contains))
        {
            return [];
        }

        foreach (var name in defined)
        {
            definitions[name] = text.Substring(colon + 1).Trim();
        }

        return defined;
    }
}
