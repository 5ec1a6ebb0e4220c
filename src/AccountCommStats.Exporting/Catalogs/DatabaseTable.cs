using System.Collections.Immutable;

namespace AccountCommStats.Exporting.Catalogs;

/// <summary>A table or view as the catalog of a database describes it, whether or not the role may read it.</summary>
/// <param name="Schema">Its schema, as the database spells it.</param>
/// <param name="Name">Its name, as the database spells it.</param>
/// <param name="IsVisible">Whether its name without a schema resolves to this table.</param>
/// <param name="Columns">Its columns, in the order of the table.</param>
internal sealed record DatabaseTable(string Schema, string Name, bool IsVisible, ImmutableArray<DatabaseColumn> Columns)
{
    /// <summary>
    /// The columns of each unique key. A unique key is a valid unique index over plain columns, without a condition, that compares values
    /// as <c>=</c> does.
    /// </summary>
    public ImmutableArray<ImmutableArray<string>> UniqueKeys { get; init; } = [];

    /// <summary>The columns of the primary key; empty if there is none.</summary>
    public ImmutableArray<string> PrimaryKey { get; init; } = [];

    /// <summary>The foreign keys.</summary>
    public ImmutableArray<DatabaseReference> References { get; init; } = [];

    /// <summary>Schema and name in SQL, quoted if necessary.</summary>
    public string SqlName => $"{SqlSpelling.Of(Schema)}.{SqlSpelling.Of(Name)}";
}

/// <summary>A column as the catalog of a database describes it.</summary>
/// <param name="Name">Its name, as the database spells it.</param>
/// <param name="Type">Its type as PostgreSQL spells it, such as <c>character varying(20)</c>. If PostgreSQL has no such type, as DuckDB spells it.</param>
/// <param name="IsNullable">Whether it may hold NULL.</param>
/// <param name="Comment">The comment on it; empty if there is none.</param>
internal sealed record DatabaseColumn(string Name, string Type, bool IsNullable, string Comment = "")
{
    /// <summary>The name in SQL, quoted if necessary.</summary>
    public string SqlName => SqlSpelling.Of(Name);
}

/// <summary>A foreign key.</summary>
/// <param name="Columns">The referencing columns.</param>
/// <param name="Schema">The schema of the referenced table.</param>
/// <param name="Table">The referenced table.</param>
/// <param name="Targets">The referenced columns, in the same order.</param>
internal sealed record DatabaseReference(ImmutableArray<string> Columns, string Schema, string Table, ImmutableArray<string> Targets);
