using System.Text.RegularExpressions;
using AccountCommStats.Specs.Documents.Keys;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Statements;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Importing;

/// <summary>
/// Finds the primary key of a foreign table. Its columns may be marked, be described as the key, or be named in the text around the table.
/// </summary>
internal static partial class ForeignKeyMarks
{
    /// <summary>Whether a row marks the column that it describes as part of the key.</summary>
    public static bool IsMarked(ForeignTable table, IReadOnlyList<ForeignCell> row)
        => ColumnConstraints.Of(
                [table.TextOf(row, ForeignField.Type), table.TextOf(row, ForeignField.Constraints), table.TextOf(row, ForeignField.Key), MarkOf(table.TextOf(row, ForeignField.Name))]).IsKey
            || table.TextOf(row, ForeignField.PrimaryKey).ToLowerInvariant() is not ("" or "no" or "n" or "false" or "0" or "-" or "–" or "—" or "fk" or "❌");

    /// <summary>Whether the description of a row begins by saying that the column is the primary key or part of it.</summary>
    public static bool IsDescribed(ForeignTable table, IReadOnlyList<ForeignCell> row) => Description().IsMatch(table.TextOf(row, ForeignField.Description));

    /// <summary>The key that a document states in words or as SQL, made of columns that exist; empty if it states none.</summary>
    public static IReadOnlyList<string> Stated(SourceFile file, int start, HashSet<string> names)
    {
        var text = new VisibleText(file);
        var statements = DocumentStatements.Read(text, DocumentTables.Read(text));
        var tokens = new PrimaryKeyTokens(text.Text, names.Contains);
        var key = statements.Key is { } line ? PrimaryKeyParser.Read(line, tokens).Columns.Select(column => column.Value).ToList() : [];
        if (key.Count > 0 && key.TrueForAll(names.Contains))
        {
            return key;
        }

        return Sql().Matches(file.Text[start..])
            .Select(match => match.Groups[1].Value.Split(',').Select(name => name.Trim().Trim('"', '`', '[', ']')).ToList())
            .FirstOrDefault(columns => columns.TrueForAll(names.Contains)) ?? [];
    }

    /// <summary>The key marks around a name. The name itself may be <c>pk</c>.</summary>
    private static string MarkOf(string name) => name.Replace(ColumnConstraints.UnmarkedName(name), "", StringComparison.Ordinal);

    [GeneratedRegex(@"^\W*((part of )?(the )?(composite |surrogate |natural )?primary key|PK)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Description();

    [GeneratedRegex(@"primary\s+key[^(\n]*\(([^)\n]+)\)", RegexOptions.IgnoreCase)]
    private static partial Regex Sql();
}
