using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Checking;

/// <summary>A table as a database's catalog describes it.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="SearchPosition">Position of its schema in the search path, from 1; 0 if the table's name without a schema does not find it.</param>
/// <param name="IsSchemaUsable">Whether the role may use the schema.</param>
/// <param name="IsWritable">Whether the role may change its rows.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record CatalogTable(
    string Schema, string Name, int SearchPosition, bool IsSchemaUsable, bool IsWritable, IReadOnlyList<CatalogColumn> Columns)
{
    /// <summary>Schema and name in SQL.</summary>
    public string QuotedName => $"{IdentifierText.Quote(Schema)}.{IdentifierText.Quote(Name)}";

    /// <summary>Whether a table name that is written in a source table can mean this table, regardless of the search path.</summary>
    public bool HasName(string? schema, string table, StringComparison comparison)
        => Name.Equals(table, comparison) && (schema is null || Schema.Equals(schema, comparison));
}

/// <summary>A column as a database's catalog describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as the database spells it.</param>
/// <param name="IsReadable">Whether the role may select it.</param>
/// <param name="IsNullable">Whether it may be NULL. For a view this is unknown, and the columns count as not nullable.</param>
internal sealed record CatalogColumn(string Name, string Type, bool IsReadable, bool IsNullable);

/// <summary>A table as the SQL of the source tables names it, and the table in the database that this name resolves to.</summary>
/// <param name="Source">The table as the source tables name it.</param>
/// <param name="Found">The table in the database; null if none.</param>
internal sealed record MatchedTable(SourceTable Source, CatalogTable? Found);
