using AccountCommStats.Specs.Documents.Cells;

namespace AccountCommStats.Specifications.Fixing;

/// <summary>The normal spelling of types.</summary>
internal static class TypeSpelling
{
    /// <summary>PostgreSQL's synonyms for the types that specifications use. Longer names come first, because some begin with shorter ones.</summary>
    private static readonly (string Name, string Type)[] Synonyms =
    [
        ("timestamp without time zone", "timestamp"),
        ("timestamp with time zone", "timestamptz"),
        ("character varying", "varchar"),
        ("decimal", "numeric"),
        ("float8", "double precision"),
        ("int8", "bigint"),
        ("int4", "integer"),
        ("int2", "smallint"),
        ("int", "integer"),
        ("bool", "boolean"),
    ];

    /// <summary>The normal spelling of a type; null if the text is not a type.</summary>
    public static string? Normalize(string written)
    {
        if (SqlTypeParser.TryRead(written, out var type, out _) is null)
        {
            return type.ToString();
        }

        foreach (var (name, meant) in Synonyms)
        {
            var rest = written.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? written[name.Length..].TrimStart() : null;
            if (rest is not null && (rest.Length == 0 || rest[0] == '(') && SqlTypeParser.TryRead(meant + rest, out type, out _) is null)
            {
                return type.ToString();
            }
        }

        return null;
    }
}
