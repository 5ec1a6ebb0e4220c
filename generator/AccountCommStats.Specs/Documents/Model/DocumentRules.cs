using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Model;

/// <summary>The rules about specification documents, ACS001 to ACS039.</summary>
internal static class DocumentRules
{
    /// <summary>The document has no title, so its file name is used.</summary>
    public static readonly Rule MissingTitle = Warning("ACS001", "Document has no title");

    /// <summary>There is no table that lists columns.</summary>
    public static readonly Rule MissingColumnTable = Error("ACS002", "Document has no column table");

    /// <summary>An unclosed comment, code block or HTML element hides the rest of the document.</summary>
    public static readonly Rule UnclosedBlock = Warning("ACS003", "Comment or fenced code is never closed");

    /// <summary>A column table lacks a required header.</summary>
    public static readonly Rule MissingHeader = Error("ACS004", "Column table lacks a header");

    /// <summary>A column table has a header twice.</summary>
    public static readonly Rule RepeatedHeader = Error("ACS005", "Column table repeats a header");

    /// <summary>Blank lines or other text separate a row from its table.</summary>
    public static readonly Rule CutOffRow = Warning("ACS006", "Row is cut off from its table");

    /// <summary>A row has more cells than its header.</summary>
    public static readonly Rule ExcessCell = Error("ACS007", "Row has more cells than its table");

    /// <summary>A cell that must be filled in is missing or blank.</summary>
    public static readonly Rule MissingCell = Error("ACS008", "Cell is missing or blank");

    /// <summary>The row numbers are not consecutive.</summary>
    public static readonly Rule BrokenNumbering = Error("ACS009", "Column number breaks the sequence");

    /// <summary>A column's name cannot be used in SQL without quotes.</summary>
    public static readonly Rule InvalidColumnName = Error("ACS010", "Column name is not a SQL identifier");

    /// <summary>Two columns have the same name.</summary>
    public static readonly Rule DuplicateColumn = Error("ACS011", "Column name is used twice");

    /// <summary>Two column names become the same property name.</summary>
    public static readonly Rule PropertyClash = Error("ACS012", "Two columns share a property name");

    /// <summary>The data type is not accepted.</summary>
    public static readonly Rule UnknownType = Error("ACS013", "Data type is not known");

    /// <summary>A type's length, precision or scale is missing or invalid.</summary>
    public static readonly Rule TypeOutOfBounds = Error("ACS014", "Length, precision or scale is out of bounds");

    /// <summary>Nullable is neither Yes nor No.</summary>
    public static readonly Rule InvalidNullable = Error("ACS015", "Nullable is neither Yes nor No");

    /// <summary>The source cell names neither tables nor <c>computed</c> nor <c>system</c>.</summary>
    public static readonly Rule UnresolvedSource = Error("ACS016", "Source cannot be resolved");

    /// <summary>The document does not name a primary key.</summary>
    public static readonly Rule MissingKey = Error("ACS017", "Document names no primary key");

    /// <summary>The primary key names a column that no table lists.</summary>
    public static readonly Rule UnknownKeyColumn = Error("ACS018", "Primary key names an unknown column");

    /// <summary>The primary key names a column twice.</summary>
    public static readonly Rule RepeatedKeyColumn = Error("ACS019", "Primary key names a column twice");

    /// <summary>A column of the primary key is nullable.</summary>
    public static readonly Rule NullableKeyColumn = Error("ACS020", "Key column is nullable");

    /// <summary>The document offers more than one primary key.</summary>
    public static readonly Rule AlternativeKeys = Warning("ACS021", "Primary key offers alternatives");

    /// <summary>The number of columns in a section's heading differs from that in its tables.</summary>
    public static readonly Rule SectionCount = Warning("ACS022", "Section count disagrees with its tables");

    /// <summary>The total number of columns in the document's text differs from that in its tables.</summary>
    public static readonly Rule TotalCount = Warning("ACS023", "Total count disagrees with the tables");

    /// <summary>A row or table seems to list columns but is not read.</summary>
    public static readonly Rule UnreadRow = Warning("ACS024", "A row or table that seems to list columns is not read");

    /// <summary>Markdown viewers show a column table as text.</summary>
    public static readonly Rule HiddenTable = Warning("ACS025", "Viewers do not show the column table");

    /// <summary>The primary key line names a column that is not read as part of the key.</summary>
    public static readonly Rule UnreadKeyColumn = Warning("ACS026", "Primary key line names a column that is not part of the key");

    /// <summary>A source cell has more text after its column.</summary>
    public static readonly Rule SourceRemark = Warning("ACS027", "Source has more text after its column");

    /// <summary>The export name derived from the title is too long for file names.</summary>
    public static readonly Rule LongTitle = Error("ACS028", "Title is too long for a name");

    /// <summary>A table of expectations lacks a required header.</summary>
    public static readonly Rule UnreadExpectations = Warning("ACS029", "Table of expectations is not read");

    /// <summary>A row of a table of expectations cannot be read.</summary>
    public static readonly Rule UnreadableExpectation = Error("ACS030", "Expectation cannot be read");

    /// <summary>Two expectations have the same column and the same check.</summary>
    public static readonly Rule RepeatedExpectation = Error("ACS031", "Expectation is defined twice");

    /// <summary>The document rules, ordered by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        MissingTitle, MissingColumnTable, UnclosedBlock, MissingHeader, RepeatedHeader, CutOffRow, ExcessCell, MissingCell,
        BrokenNumbering, InvalidColumnName, DuplicateColumn, PropertyClash, UnknownType, TypeOutOfBounds, InvalidNullable,
        UnresolvedSource, MissingKey, UnknownKeyColumn, RepeatedKeyColumn, NullableKeyColumn, AlternativeKeys, SectionCount,
        TotalCount, UnreadRow, HiddenTable, UnreadKeyColumn, SourceRemark, LongTitle,
        UnreadExpectations, UnreadableExpectation, RepeatedExpectation,
    ];

    private static Rule Error(string id, string title) => new(id, title, Severity.Error);

    private static Rule Warning(string id, string title) => new(id, title, Severity.Warning);
}
