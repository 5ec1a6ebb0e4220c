namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>What a column table says about each column; the order is that of the table in most documents.</summary>
internal enum ColumnField
{
    /// <summary><c>#</c>: the position.</summary>
    Number,

    /// <summary><c>Column Name</c>.</summary>
    Name,

    /// <summary><c>Data Type</c>.</summary>
    Type,

    /// <summary><c>Nullable</c>.</summary>
    Nullable,

    /// <summary><c>Description</c>, the only one that may be missing.</summary>
    Description,

    /// <summary><c>Source Table</c> or <c>Source</c>.</summary>
    Source,
}
