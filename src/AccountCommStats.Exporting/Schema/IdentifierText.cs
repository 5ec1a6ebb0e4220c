using System.Text;

namespace AccountCommStats.Exporting.Schema;

/// <summary>Quotes and parses names in SQL.</summary>
internal static class IdentifierText
{
    /// <summary>Quotes a name as a SQL identifier.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The parts of a name in a source table, without quotes. Parts that were not quoted are in lower case.</summary>
    public static IReadOnlyList<string> Parse(string name)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var isQuoted = false;
        foreach (var character in name)
        {
            switch (character)
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '.' when !isQuoted:
                    parts.Add(part.ToString());
                    part.Clear();
                    break;
                default:
                    part.Append(isQuoted ? character : char.ToLowerInvariant(character));
                    break;
            }
        }

        parts.Add(part.ToString());
        return parts;
    }

    /// <summary>The schema in a table's name, null if there is none, and the table without its schema.</summary>
    public static (string? Schema, string Table) ParseTable(string name)
    {
        var parts = Parse(name);
        return (parts.Count > 1 ? parts[^2] : null, parts[^1]);
    }

    /// <summary>A column's name without quotes.</summary>
    public static string ParseColumn(string name) => Parse(name)[^1];
}
