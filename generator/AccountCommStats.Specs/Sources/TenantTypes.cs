using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Sources;

/// <summary>The SQL types that organization ids can have, and the column types that can be compared with each.</summary>
internal static class TenantTypes
{
    /// <summary>The type that a project declares; null if it is unknown.</summary>
    public static SqlKind? Parse(string text) => text.Trim().ToLowerInvariant() switch
    {
        "" or "bigint" => SqlKind.Bigint,
        "text" => SqlKind.Text,
        "uuid" => SqlKind.Uuid,
        _ => null,
    };

    /// <summary>A list, for messages, of the column types that can be compared exactly with organization ids.</summary>
    public static string Of(SqlKind tenant) => tenant switch
    {
        SqlKind.Text => "text or varchar",
        SqlKind.Uuid => "uuid",
        _ => "bigint, integer, smallint or numeric",
    };

    /// <summary>Whether a column can be compared exactly with organization ids.</summary>
    /// <param name="tenant">The SQL type of organization ids.</param>
    /// <param name="type">The type of the column, as PostgreSQL or DuckDB prints it.</param>
    public static bool Compares(SqlKind tenant, string type)
    {
        var parenthesis = type.IndexOf('(');
        var name = (parenthesis < 0 ? type : type.Substring(0, parenthesis)).Trim().ToLowerInvariant();
        return tenant switch
        {
            SqlKind.Text => name is "text" or "character varying" or "varchar",
            SqlKind.Uuid => name == "uuid",
            _ => name is "bigint" or "integer" or "smallint" or "numeric" or "decimal",
        };
    }
}
