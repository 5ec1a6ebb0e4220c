using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Catalogs;

/// <summary>Writes names in SQL for people: quoted only if necessary.</summary>
internal static class SqlSpelling
{
    // The words that are reserved in PostgreSQL, in DuckDB or in both. All are quoted, so a spelling does not depend on the source
    // database.
    private static readonly HashSet<string> Reserved = [.. (
        "all analyse analyze and anti any array as asc asof asymmetric authorization binary both case cast check collate collation "
        + "column concurrently constraint create cross current_catalog current_date current_role current_schema current_time "
        + "current_timestamp current_user default deferrable desc describe distinct do else end except false fetch for foreign freeze "
        + "from full generated glob grant group having ilike in initially inner intersect into is isnull join lambda lateral leading "
        + "left like limit localtime localtimestamp map natural not notnull null offset on only or order outer overlaps pivot "
        + "pivot_longer pivot_wider placing positional primary qualify references returning right select semi session_user show "
        + "similar some summarize symmetric system_user table tablesample then to trailing true union unique unpivot user using "
        + "variadic verbose when where window with").Split(' ')];

    /// <summary>Writes a name in SQL.</summary>
    /// <param name="name">The name, as the database spells it.</param>
    public static string Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var isPlain = (char.IsAsciiLetterLower(name[0]) || name[0] == '_')
            && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_')
            && !Reserved.Contains(name);
        return isPlain ? name : IdentifierText.Quote(name);
    }

    /// <summary>Writes a table's name, optionally with a schema, in the spelling of <see cref="Of"/>.</summary>
    /// <param name="written">The name in SQL as a person wrote it, such as <c>Desk."slaPolicies"</c>.</param>
    public static string OfTable(string written)
    {
        var (schema, table) = IdentifierText.ParseTable(written);
        return schema is null ? Of(table) : $"{Of(schema)}.{Of(table)}";
    }
}
