using System.Collections.Immutable;

namespace AccountCommStats.Exporting.Schema;

/// <summary>The SQL of an export: one text for PostgreSQL and DuckDB. Generated from the relations.</summary>
public sealed record ExportQuery
{
    /// <summary>
    /// Yields the rows, ascending by the key. The columns come first, in order, then the fields of checks and remarks (see
    /// <see cref="ExportSchema.FieldCount"/>). Every column has the widest type of its kind: bigint, boolean, text, numeric(38,10) rounded
    /// to the column's scale, date, timestamp in UTC, timestamptz, double precision. A value that does not fit its column is then reported
    /// with the key of its row, and does not cause a database error.
    /// </summary>
    public required SqlStatement Rows { get; init; }

    /// <summary>Yields only the keys, one bigint per row, ascending. They are cut into ranges. Null if the export cannot be read in parts.</summary>
    public required SqlStatement? Keys { get; init; }

    /// <summary>The system values. Each is computed by one query per export, before the rows are read.</summary>
    public required ImmutableArray<SystemValue> SystemValues { get; init; }

    /// <summary>The remarks that are counted by queries once per export, before the rows are read.</summary>
    public ImmutableArray<SystemRemarks> SystemRemarks { get; init; } = [];

    /// <summary>
    /// Yields the organizations that have rows, distinct and ascending, as bigint or as text. If null, organizations cannot be listed, and
    /// an organization whose export has no rows is treated as one that the source does not have.
    /// </summary>
    public SqlStatement? Organizations { get; init; }

    /// <summary>The type of <c>@organization_id</c>: bigint, text or uuid.</summary>
    public SqlKind OrganizationKind { get; init; } = SqlKind.Bigint;

    /// <summary>The tables of the database that the export reads, in ordinal order of their names.</summary>
    public required ImmutableArray<SourceTable> SourceTables { get; init; }

    /// <summary>The functions of the database that the export declares.</summary>
    public ImmutableArray<SourceFunction> Functions { get; init; } = [];
}

/// <summary>A system column whose value is computed once per export.</summary>
/// <param name="Column">The column's name, which is also the name of the parameter that passes the value to <see cref="ExportQuery.Rows"/>.</param>
/// <param name="Statement">Yields one row with one value.</param>
public sealed record SystemValue(string Column, SqlStatement Statement);

/// <summary>Remarks that are counted once per export.</summary>
/// <param name="Remarks">The remarks.</param>
/// <param name="Statement">Yields one row with a bigint for each remark.</param>
public sealed record SystemRemarks(ImmutableArray<ExportRemark> Remarks, SqlStatement Statement);

/// <summary>A table or view of the database that a file of the source tables reads.</summary>
/// <param name="Name">The table as SQL, optionally with a schema, quoted if necessary: <c>customer</c>, <c>desk."slaPolicies"</c>.</param>
/// <param name="Columns">The columns that the export reads, as the database spells them, in ordinal order.</param>
public sealed record SourceTable(string Name, ImmutableArray<string> Columns)
{
    /// <summary>The columns that the source tables compare with the organization.</summary>
    public ImmutableArray<string> TenantColumns { get; init; } = [];

    /// <summary>The columns that must be unique, each by itself, because the source tables rely on it.</summary>
    public ImmutableArray<string> UniqueColumns { get; init; } = [];

    /// <summary>The columns that must never be NULL, because the relations rely on it.</summary>
    public ImmutableArray<string> NotNullColumns { get; init; } = [];

    /// <summary>The files of the source tables that read this table, such as <c>source/customer.sql</c>.</summary>
    public ImmutableArray<string> Files { get; init; } = [];
}

/// <summary>A function of the database that a source table or relation declares.</summary>
/// <param name="Name">Its name with its schema.</param>
/// <param name="Reads">The tables that the function reads, as SQL.</param>
public sealed record SourceFunction(string Name, ImmutableArray<string> Reads);
