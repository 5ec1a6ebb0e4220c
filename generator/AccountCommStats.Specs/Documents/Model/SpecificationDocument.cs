using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specs.Documents.Model;

/// <summary>A value with its location in the document.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Span">The text it was read from, without surrounding whitespace.</param>
internal sealed record Located<T>(T Value, TextSpan Span);

/// <summary>A specification document as it was read, with positions.</summary>
/// <param name="File">The document.</param>
/// <param name="Title">The title; if the document has none, the file's name, with the span of the document's first line.</param>
/// <param name="Name">Name for files and commands, such as <c>account-communication-stats</c>.</param>
/// <param name="TypeName">C# name of the row type, such as <c>AccountCommunicationStats</c>.</param>
/// <param name="Grain">What one row stands for; null if the document does not say.</param>
/// <param name="Key">The key columns, in the order of the key; each span is that of the name in the primary key line.</param>
/// <param name="Columns">The columns whose names could be read, each name once, in the order of the table. A type, Nullable
/// or source cell that could not be read is an error; <c>text</c>, <c>Yes</c> or <c>computed</c> stands for it, which causes no further finding.</param>
internal sealed record SpecificationDocument(
    SourceFile File,
    Located<string> Title,
    string Name,
    string TypeName,
    Located<string>? Grain,
    IReadOnlyList<Located<string>> Key,
    IReadOnlyList<DocumentColumn> Columns)
{
    /// <summary>How customers read the file, as written; null if the document does not say.</summary>
    public Located<string>? Compatibility { get; init; }

    /// <summary>The expectations of deliveries, in the order of the tables.</summary>
    public IReadOnlyList<ExpectationModel> Expectations { get; init; } = [];
}

/// <summary>A row of the column table.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="PropertyName">The C# property, unique in the document.</param>
/// <param name="Type">The data type.</param>
/// <param name="IsNullable">Whether the field may be empty.</param>
/// <param name="Description">The description; empty if the table has none.</param>
/// <param name="Source">Where the value comes from.</param>
internal sealed record DocumentColumn(
    Located<string> Name,
    string PropertyName,
    Located<SqlType> Type,
    Located<bool> IsNullable,
    string Description,
    Located<ColumnSource> Source);

/// <summary>A source cell.</summary>
/// <param name="Text">The cell as written.</param>
/// <param name="Terms">Its parts, separated by <c>/</c> in the cell, without their remarks.</param>
internal sealed record ColumnSource(string Text, EquatableArray<SourceTerm> Terms)
{
    /// <summary>Whether the exporter itself supplies the value, once per export.</summary>
    public bool IsSystem => Terms.Any(term => term.Kind == SourceKind.System);

    /// <summary>Whether any relation may supply the value, regardless of the tables it reads.</summary>
    public bool IsComputed => Terms.Any(term => term.Kind == SourceKind.Computed);
}

/// <summary>One source of a column.</summary>
/// <param name="Kind">The kind of source.</param>
/// <param name="Table">The table, optionally with a schema; null unless <see cref="SourceKind.Table"/>.</param>
/// <param name="Column">The table's column; null if the cell names none.</param>
internal sealed record SourceTerm(SourceKind Kind, string? Table = null, string? Column = null);

/// <summary>The kind of a column's source.</summary>
internal enum SourceKind
{
    /// <summary>A table of the source, optionally with a column.</summary>
    Table,

    /// <summary>A calculation over any tables.</summary>
    Computed,

    /// <summary>A value of the export itself, the same in every row.</summary>
    System,
}
