namespace AccountCommStats.Specifications;

/// <summary>A column as <c>spec show</c> prints it. JSON has these names in snake case.</summary>
/// <param name="Position">Place in the file, from 1.</param>
/// <param name="Name">Name in the header.</param>
/// <param name="SqlType">Data type, such as <c>numeric(10,2)</c>; <c>?</c> if the cell cannot be read.</param>
/// <param name="Nullable">Whether the field may be empty; null if the cell cannot be read.</param>
/// <param name="Description">The document's description; empty if it has none.</param>
/// <param name="Source">The document's source cell.</param>
/// <param name="Definition">What the value means; empty if the relation says nothing.</param>
/// <param name="Relation">File of the relation that supplies it; null if the exporter itself does.</param>
internal sealed record ColumnView(
    int Position,
    string Name,
    string SqlType,
    bool? Nullable,
    string Description,
    string Source,
    string Definition,
    string? Relation);
