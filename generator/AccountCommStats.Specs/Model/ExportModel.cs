using System.Globalization;

namespace AccountCommStats.Specs.Model;

/// <summary>Everything the emitter and the command line need to know about an export.</summary>
/// <param name="Name">Name for files and commands, such as <c>account-communication-stats</c>.</param>
/// <param name="TypeName">C# name of the row type, such as <c>AccountCommunicationStats</c>.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Grain">What one row stands for, as the document says; empty if it does not.</param>
/// <param name="Columns">The columns in the order of the file.</param>
/// <param name="Key">Ordinals (from 0) of the key columns, in the order of the key.</param>
/// <param name="Rows">The query that yields the rows, ordered by the key.</param>
/// <param name="Keys">
/// The query that yields only the keys, ascending, if the grain's relation takes <c>@first_key</c> and <c>@last_key</c>;
/// otherwise null.
/// </param>
/// <param name="SystemValues">Values computed once per export, in the order of their columns.</param>
/// <param name="Organizations">The query that yields all organizations, ascending; null if the key does not come from a source
/// table.</param>
/// <param name="Tenant">The SQL type of organization ids: bigint, text or uuid.</param>
/// <param name="SourceTables">The tables and columns that the export reads, in ordinal order of the table names.</param>
/// <param name="Functions">The database functions that the export declares, in ordinal order.</param>
/// <remarks>
/// The model is the key of the generator's cache. Its members must have value equality at every level, and must not contain document
/// positions or Roslyn types. After a change of prose only, the model must still be equal.
/// </remarks>
internal sealed record ExportModel(
    string Name,
    string TypeName,
    string Title,
    string Grain,
    EquatableArray<ColumnModel> Columns,
    EquatableArray<int> Key,
    StatementModel Rows,
    StatementModel? Keys,
    EquatableArray<SystemValueModel> SystemValues,
    StatementModel? Organizations,
    SqlKind Tenant,
    EquatableArray<SourceTableModel> SourceTables,
    EquatableArray<FunctionModel> Functions)
{
    /// <summary>
    /// The checks that relations declare, in the order of the relations. Each row that the query yields has one extra field, which
    /// names the checks that the row breaks.
    /// </summary>
    public EquatableArray<DeclarationModel> Checks { get; init; } = new([]);

    /// <summary>
    /// The remarks that are counted in every row, in the order of the relations. Each row that the query yields has an extra field for
    /// each remark.
    /// </summary>
    public EquatableArray<DeclarationModel> Remarks { get; init; } = new([]);

    /// <summary>The remarks that are counted once per export, grouped by the query that counts them.</summary>
    public EquatableArray<SystemRemarksModel> SystemRemarks { get; init; } = new([]);

    /// <summary>The expectations of deliveries, in the order of the document.</summary>
    public EquatableArray<ExpectationModel> Expectations { get; init; } = new([]);
}

/// <summary>One column of an export.</summary>
/// <param name="Name">Name in the header, such as <c>team_sent_emails</c>.</param>
/// <param name="PropertyName">C# property, such as <c>TeamSentEmails</c>; never a keyword, unique in the row type.</param>
/// <param name="Type">Data type.</param>
/// <param name="IsNullable">Whether the field may be empty.</param>
/// <param name="Description">The document's description; empty if it has none.</param>
/// <param name="Source">The document's source cell, as written.</param>
/// <param name="Definition">What the column means, from the opening comment of its relation; empty if there is none.</param>
/// <param name="Relation">File name of the relation that supplies the column, such as <c>email.sql</c> or
/// <c>system/data_as_of.sql</c>; null for a system column that is a parameter of every export.</param>
internal sealed record ColumnModel(
    string Name,
    string PropertyName,
    SqlType Type,
    bool IsNullable,
    string Description,
    string Source,
    string Definition,
    string? Relation);

/// <summary>A SQL statement for PostgreSQL and DuckDB with its parameters.</summary>
/// <param name="Parts">The pieces of text and the parameters, in order. Lines end in <c>\n</c>; no final semicolon.</param>
internal sealed record StatementModel(EquatableArray<StatementPart> Parts)
{
    /// <summary>The distinct parameters, in the order of their first appearance.</summary>
    public IReadOnlyList<ParameterModel> Parameters => [.. Parts.Select(part => part.Parameter).OfType<ParameterModel>().Distinct()];

    /// <summary>The text with <c>$1</c> to <c>$n</c> for <see cref="Parameters"/>.</summary>
    public string Sql
    {
        get
        {
            var parameters = Parameters.ToList();
            return string.Concat(Parts.Select(part => part.Parameter is { } parameter
                ? "$" + (parameters.IndexOf(parameter) + 1).ToString(CultureInfo.InvariantCulture)
                : part.Text));
        }
    }
}

/// <summary>A piece of a SQL text: text, or a parameter.</summary>
/// <param name="Text">The text; empty for a parameter.</param>
/// <param name="Parameter">The parameter; null for text.</param>
internal sealed record StatementPart(string Text, ParameterModel? Parameter);

/// <summary>A parameter of a statement.</summary>
/// <param name="Name">Name without <c>@</c>, such as <c>organization_id</c>.</param>
/// <param name="Kind">
/// For a parameter of the export itself: the tenant's type, <see cref="SqlKind.Bigint"/> or <see cref="SqlKind.TimestampTz"/>. For a system
/// value: the kind to which queries cast the column's values.
/// </param>
internal sealed record ParameterModel(string Name, SqlKind Kind);

/// <summary>A system column that one query per export computes, before the rows are read.</summary>
/// <param name="Column">The column. A parameter of the same name passes the value to the row query.</param>
/// <param name="Statement">Yields one row with one value.</param>
internal sealed record SystemValueModel(string Column, StatementModel Statement);

/// <summary>A check or remark that a relation declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">The fault it reports.</param>
internal sealed record DeclarationModel(string Name, string Text);

/// <summary>The remarks that are counted by one query per export, before the rows are read.</summary>
/// <param name="Remarks">The remarks.</param>
/// <param name="Statement">Yields one row with a bigint for each remark.</param>
internal sealed record SystemRemarksModel(EquatableArray<DeclarationModel> Remarks, StatementModel Statement);

/// <summary>A database table that source tables read.</summary>
/// <param name="Name">The table as SQL, optionally with a schema.</param>
/// <param name="Columns">The columns that are read, in ordinal order.</param>
/// <param name="TenantColumns">The columns that are compared with the organization.</param>
/// <param name="UniqueColumns">The columns that must each be unique by themselves.</param>
/// <param name="Files">The files that read it.</param>
internal sealed record SourceTableModel(
    string Name,
    EquatableArray<string> Columns,
    EquatableArray<string> TenantColumns,
    EquatableArray<string> UniqueColumns,
    EquatableArray<string> Files)
{
    /// <summary>The columns that relations assume are never NULL.</summary>
    public EquatableArray<string> NotNullColumns { get; init; } = new([]);
}

/// <summary>A database function that a file declares.</summary>
/// <param name="Name">Its name with its schema.</param>
/// <param name="Reads">The tables it reads, as SQL.</param>
internal sealed record FunctionModel(string Name, EquatableArray<string> Reads);
