using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Sql;

/// <summary>The rules for all SQL files: relations and source tables.</summary>
internal static class SqlRules
{
    /// <summary>A string, a comment or a bracket is not closed.</summary>
    public static readonly Rule Unreadable = Error("ACS041", "The SQL of a relation cannot be read");

    /// <summary>A relation contains only whitespace and comments.</summary>
    public static readonly Rule Empty = Error("ACS042", "A relation has no statement");

    /// <summary>A relation contains several statements.</summary>
    public static readonly Rule SeveralStatements = Error("ACS043", "A relation has more than one statement");

    /// <summary>A relation is not a SELECT, or changes or locks something.</summary>
    public static readonly Rule NotSelect = Error("ACS044", "A relation is not a plain SELECT");

    /// <summary>A select list contains a star.</summary>
    public static readonly Rule Star = Error("ACS045", "A relation selects every column with a star");

    /// <summary>An output has no name.</summary>
    public static readonly Rule UnnamedOutput = Error("ACS046", "An output of a relation has no name");

    /// <summary>Two outputs of one relation have the same name.</summary>
    public static readonly Rule DuplicateOutput = Error("ACS047", "A relation has two outputs with the same name");

    /// <summary>A relation uses a parameter that no export has.</summary>
    public static readonly Rule UnknownParameter = Error("ACS048", "A relation uses an unknown parameter");

    /// <summary>A relation or source table uses a column that no table in scope has.</summary>
    public static readonly Rule UnknownColumn = Error("ACS063", "A relation or source table uses an unknown column");

    /// <summary>A relation or source table calls a function that may read more than its arguments.</summary>
    public static readonly Rule UnknownFunction = Error("ACS064", "A relation or source table calls an unknown function");

    /// <summary>PostgreSQL and DuckDB, or different versions of PostgreSQL, do not read the SQL in the same way.</summary>
    public static readonly Rule AmbiguousName = Error("ACS065", "SQL is read differently by some databases");

    /// <summary>A directive does not apply to its file.</summary>
    public static readonly Rule Directive = Error("ACS087", "A directive is not valid");

    /// <summary>All rules for SQL files, ordered by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        Unreadable, Empty, SeveralStatements, NotSelect, Star, UnnamedOutput, DuplicateOutput, UnknownParameter,
        UnknownColumn, UnknownFunction, AmbiguousName, Directive,
    ];

    private static Rule Error(string id, string title) => new(id, title, Severity.Error);
}
