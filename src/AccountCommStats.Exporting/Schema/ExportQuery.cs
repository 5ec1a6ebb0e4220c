using System.Collections.Immutable;

namespace AccountCommStats.Exporting;

/// <summary>The SQL of an export: one text for PostgreSQL and DuckDB. Generated from the relations.</summary>
public sealed record ExportQuery
{
    /// <summary>
    /// Yields the rows in column order, ascending by the key. Every column has the widest type of its kind: bigint, boolean,
    /// text, numeric(38,10) rounded to the column's scale, date, timestamp in UTC, timestamptz, double precision. What
    /// does not fit the column is then found in the row, with its key, and not by an error of the database.
    /// </summary>
    public required SqlStatement Rows { get; init; }

    /// <summary>
    /// Yields the keys alone, one bigint a row, ascending, so that they can be cut into ranges. Null where the export cannot be
    /// read in parts.
    /// </summary>
    public required SqlStatement? Keys { get; init; }

    /// <summary>Values that one query each computes once per export, before the rows are read.</summary>
    public required ImmutableArray<SystemValue> SystemValues { get; init; }

    /// <summary>The tables of the source and the columns of each that the relations name.</summary>
    public required ImmutableArray<SourceTable> SourceTables { get; init; }
}

/// <summary>A SQL text with its parameters.</summary>
/// <param name="Sql">The text with parameters <c>$1</c> to <c>$n</c>, without final semicolon.</param>
/// <param name="Parameters">The parameters in the order of their numbers.</param>
public sealed record SqlStatement(string Sql, ImmutableArray<StatementParameter> Parameters);

/// <summary>A parameter of a statement.</summary>
/// <param name="Name">Name, such as <c>organization_id</c>.</param>
/// <param name="Kind">Type it is sent as.</param>
public sealed record StatementParameter(string Name, SqlKind Kind);

/// <summary>A system column computed once per export.</summary>
/// <param name="Column">The column, and the name of the parameter that carries the value into the row query.</param>
/// <param name="Statement">Yields one row with one value.</param>
public sealed record SystemValue(string Column, SqlStatement Statement);

/// <summary>A table of the source.</summary>
/// <param name="Name">The table as the relations write it, perhaps with a schema.</param>
/// <param name="Columns">The columns that the relations name.</param>
public sealed record SourceTable(string Name, ImmutableArray<string> Columns);
