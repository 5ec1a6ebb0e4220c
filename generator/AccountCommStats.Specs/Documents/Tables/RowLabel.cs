namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>What a line with pipes is.</summary>
internal enum RowLabel : byte
{
    /// <summary>No row: text that mentions a pipe, or a row that no table holds.</summary>
    None,

    /// <summary>The header of a column table, or the line below it.</summary>
    Header,

    /// <summary>A row of a column table, which says something about a column.</summary>
    Column,

    /// <summary>A row of a column table that is blank, or names the rows below it.</summary>
    Caption,

    /// <summary>A part of a table that lists no columns.</summary>
    OtherTable,
}
