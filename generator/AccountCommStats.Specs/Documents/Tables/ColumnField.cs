namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>The fields that a column table has for each column, in the order that most documents use.</summary>
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

    /// <summary><c>Description</c>, the only field that may be missing.</summary>
    Description,

    /// <summary><c>Source Table</c> or <c>Source</c>.</summary>
    Source,
}
