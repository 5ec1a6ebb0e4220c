namespace AccountCommStats.Specs.Sql;

/// <summary>Compares and quotes SQL names.</summary>
internal static class SqlName
{
    /// <summary>Whether two column or relation names are the same, ignoring case.</summary>
    public static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>Folds a name without quotes as PostgreSQL does: only ASCII letters become lower case.</summary>
    public static string Fold(string name)
        => name.Any(c => c is >= 'A' and <= 'Z') ? string.Concat(name.Select(c => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c)) : name;

    /// <summary>Whether two tables are the same; a schema that only one of them has is ignored.</summary>
    public static bool SameTable(string left, string right)
        => left.IndexOf('.') >= 0 == right.IndexOf('.') >= 0
            ? Same(left, right)
            : Same(WithoutSchema(left), WithoutSchema(right));

    /// <summary>A table's name without its schema.</summary>
    public static string WithoutSchema(string table) => table.Substring(table.LastIndexOf('.') + 1);

    /// <summary>The name as SQL, in quotes if needed.</summary>
    public static string Quote(string name)
    {
        var plain = name.Length > 0 && name[0] is (>= 'a' and <= 'z') or '_'
            && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')
            && SqlWords.CanName(name);
        return plain ? name : "\"" + name.Replace("\"", "\"\"") + "\"";
    }
}
