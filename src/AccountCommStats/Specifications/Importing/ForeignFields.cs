using System.Text.RegularExpressions;

namespace AccountCommStats.Specifications.Importing;

/// <summary>What a table of another data dictionary can say about a column.</summary>
internal enum ForeignField
{
    /// <summary>Its name.</summary>
    Name,

    /// <summary>Its type, perhaps with constraints after it.</summary>
    Type,

    /// <summary>The length, if it has a column of its own and is not part of the type.</summary>
    Length,

    /// <summary>The precision, if it has a column of its own and is not part of the type.</summary>
    Precision,

    /// <summary>The scale, if it has a column of its own and is not part of the type.</summary>
    Scale,

    /// <summary>Whether it may be NULL.</summary>
    Nullable,

    /// <summary>Whether it must not be NULL.</summary>
    Required,

    /// <summary>Whether it is part of the primary key.</summary>
    PrimaryKey,

    /// <summary>The keys it is part of.</summary>
    Key,

    /// <summary>Constraints.</summary>
    Constraints,

    /// <summary>What it means.</summary>
    Description,

    /// <summary>Where its values come from.</summary>
    Source,

    /// <summary>The table it is in, if several are listed together.</summary>
    Table,

    /// <summary>The schema of that table.</summary>
    Schema,
}

/// <summary>Recognizes the fields of a foreign table by its header.</summary>
internal static partial class ForeignFields
{
    /// <summary>
    /// The names of each field, the surest name first. If a table has two of the names, the less sure one means something else.
    /// </summary>
    private static readonly (ForeignField Field, string Names)[] Names =
    [
        (ForeignField.Name, "column name|column|field name|field|columns|fields|attribute|attribute name|col name|variable|variable name|property|name"),
        (ForeignField.Type, "column type|data type|datatype|sql type|field type|db type|type|types|format"),
        (ForeignField.Length, "character maximum length|size|length|max length"),
        (ForeignField.Precision, "numeric precision|precision"),
        (ForeignField.Scale, "numeric scale|scale"),
        (ForeignField.Nullable, "nullable|null|nulls|nullability|null allowed|allow null|allow nulls|allows null|can be null|optional|mode"),
        (ForeignField.Required, "required|mandatory|not null|non null|notnull|nn|req"),
        (ForeignField.PrimaryKey, "primary key|pk|primary"),
        (ForeignField.Key, "key|keys|column key|key type|pk/fk|pk / fk"),
        (ForeignField.Constraints, "constraints|constraint|attributes|settings|modifiers|extra|options"),
        (ForeignField.Description, "description|column comment|comment|comments|meaning|definition|remarks|notes|note|desc|details|purpose"),
        (ForeignField.Source, "source table|source|source column|source field"),
        (ForeignField.Table, "table name|tablename|table|entity|relation"),
        (ForeignField.Schema, "table schema|schema|schemaname|schema name"),
    ];

    /// <summary>The fields that a header has, each with its position.</summary>
    public static Dictionary<ForeignField, int> Find(List<string> header)
    {
        var names = header.ConvertAll(Normalize);
        return (from field in Names
                let ordinal = field.Names.Split('|').Select(name => names.IndexOf(name)).FirstOrDefault(i => i >= 0, -1)
                where ordinal >= 0
                select (field.Field, ordinal)).ToDictionary(found => found.Field, found => found.ordinal);
    }

    /// <summary>
    /// Whether a header cell is that of the column numbers. These are not imported, because a specification numbers its columns anew.
    /// </summary>
    public static bool IsNumber(string header) => Normalize(header) is "#" or "no" or "no." or "nr" or "nr." or "pos" or "position" or "ordinal" or "ordinal position";

    /// <summary>Whether the values under Type are kinds of constraints, indexes or tables. If they are, the table that has them does not list columns.</summary>
    public static bool AreConstraints(IEnumerable<string> types) => types.All(type => Constraint().IsMatch(type));

    private static string Normalize(string header)
        => Verb().Replace(header.Trim().TrimEnd('?', '*', ':').Replace('_', ' ').ToLowerInvariant(), "").Trim();

    [GeneratedRegex("^is ")]
    private static partial Regex Verb();

    [GeneratedRegex("^((primary|foreign|unique|check|trigger|index|exclude|base table|view|btree|not null|many|one|key)\\b|-?$)", RegexOptions.IgnoreCase)]
    private static partial Regex Constraint();
}
