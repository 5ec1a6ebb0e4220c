using System.Text;
using AccountCommStats.Specs.Documents.Model;

namespace AccountCommStats.Specs.Documents.Cells;

/// <summary>
/// Reads a source cell: <c>table</c>, <c>table.column</c>, <c>computed</c> or <c>system</c>, optionally with remarks in parentheses, or
/// several of these separated by <c>/</c>.
/// </summary>
internal static class SourceParser
{
    private const int MaximumNames = 3;

    /// <summary>The parts of a cell, or null if one of them cannot be resolved.</summary>
    public static IReadOnlyList<SourceTerm>? TryRead(string text)
    {
        var isNone = text.Equals("n/a", StringComparison.OrdinalIgnoreCase);
        if (isNone || WithoutRemarks(text) is not { } bare)
        {
            return null;
        }

        var terms = new List<SourceTerm>();
        foreach (var part in bare.Split('/'))
        {
            if (TryReadTerm(part.Trim()) is not { } term)
            {
                return null;
            }

            terms.Add(term);
        }

        return terms;
    }

    /// <summary>
    /// The column with which a cell begins if more text follows, as in <c>users.state = 'active'</c>; null if the cell begins with no
    /// column.
    /// </summary>
    public static SourceTerm? TryReadStart(string text)
    {
        var end = text.IndexOf(' ');
        return end > 0 && TryReadTerm(text.Substring(0, end)) is { Column: not null } term ? term : null;
    }

    private static SourceTerm? TryReadTerm(string text)
    {
        if (text.Equals("computed", StringComparison.OrdinalIgnoreCase))
        {
            return new SourceTerm(SourceKind.Computed);
        }

        if (text.Equals("system", StringComparison.OrdinalIgnoreCase))
        {
            return new SourceTerm(SourceKind.System);
        }

        var names = text.Split('.');
        if (names.Length > MaximumNames || !names.All(SqlIdentifier.IsUsable))
        {
            return null;
        }

        return names.Length switch
        {
            1 => new SourceTerm(SourceKind.Table, names[0]),
            2 => new SourceTerm(SourceKind.Table, names[0], names[1]),
            _ => new SourceTerm(SourceKind.Table, names[0] + "." + names[1], names[2]),
        };
    }

    /// <summary>The text without backticks and without remarks in parentheses; null if the parentheses do not match.</summary>
    private static string? WithoutRemarks(string text)
    {
        var bare = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            if (c == '(')
            {
                depth++;
            }
            else if (c == ')')
            {
                depth--;
                if (depth < 0)
                {
                    return null;
                }

                // A space replaces the remark, so that the text before it and the text after it stay separate.
                bare.Append(' ');
            }
            else if (depth == 0 && c != '`')
            {
                bare.Append(c);
            }
        }

        return depth == 0 ? bare.ToString() : null;
    }
}
