using System.Text.RegularExpressions;

namespace AccountCommStats.SourceTables.Drafts;

/// <summary>Converts names of tables and columns to one form, so that the names of different products can be compared.</summary>
internal static partial class NameWords
{
    /// <summary>A column's name in lower case with underscores: <c>accountId</c> is <c>account_id</c>.</summary>
    public static string OfColumn(string name) => WordStart().Replace(name, "_").ToLowerInvariant();

    /// <summary>A table's name in lower case with underscores, in the singular: <c>slaPolicies</c> is <c>sla_policy</c>.</summary>
    public static string OfTable(string name) => Singular(OfColumn(name));

    private static string Singular(string name) => name switch
    {
        "people" => "person",
        _ when name.EndsWith("ies", StringComparison.Ordinal) => name[..^3] + "y",
        _ when name.EndsWith("xes", StringComparison.Ordinal) => name[..^2],
        _ when name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) => name[..^1],
        _ => name,
    };

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordStart();
}
