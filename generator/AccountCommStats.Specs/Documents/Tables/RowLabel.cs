namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>The kind of a line with pipes.</summary>
internal enum RowLabel : byte
{
    /// <summary>Not a row of a table: text with a pipe, or a row outside all tables.</summary>
    None,

    /// <summary>The header of a column table, or the line below it.</summary>
    Header,

    /// <summary>A row of a column table that describes a column.</summary>
    Column,

    /// <summary>A row of a column table that is blank, or a label for the rows below it.</summary>
    Caption,

    /// <summary>A part of a table other than a column table.</summary>
    OtherTable,
}
