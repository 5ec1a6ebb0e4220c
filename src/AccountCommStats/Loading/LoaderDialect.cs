using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Loading;

/// <summary>A database that files are loaded into: the SQL that its scripts are written with.</summary>
internal sealed record LoaderDialect
{
    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people, with the oldest version that is meant.</summary>
    public required string Title { get; init; }

    /// <summary>How the script is run, and what its reader must know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What the reader of a script for CSV must know besides.</summary>
    public IReadOnlyList<string> CsvNotes { get; init; } = [];

    /// <summary>The location of the file if none is named.</summary>
    public required string Location { get; init; }

    /// <summary>The maximum number of bytes of a name.</summary>
    public required int MaximumBytesOfName { get; init; }

    /// <summary>The type with exactly a column's values; null where there is none.</summary>
    public required Func<SqlType, string?> TypeOf { get; init; }

    /// <summary>A name in SQL.</summary>
    public Func<string, string> Quote { get; init; } = SqlSpelling.Of;

    /// <summary>A text in SQL.</summary>
    public Func<string, string> Text { get; init; } = text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>What follows a column's definition for its comment; null where comments are statements of their own.</summary>
    public Func<string, string>? InlineComment { get; init; }

    /// <summary>What the primary key is followed by.</summary>
    public string KeySuffix { get; init; } = "";

    /// <summary>An expression that fails with a message when it is evaluated, and not before.</summary>
    public required Func<string, string> Fail { get; init; }

    /// <summary>Statements that fill an empty staging table with a Parquet file; null where the database reads none.</summary>
    public Func<LoaderScript, string>? LoadParquet { get; init; }

    /// <summary>Kinds of type whose Parquet form the database reads as something else.</summary>
    public IReadOnlyList<SqlKind> UnreadInParquet { get; init; } = [];

    /// <summary>Statements that fill an empty staging table with a CSV file.</summary>
    public required Func<LoaderScript, string> Load { get; init; }

    /// <summary>Whether one statement inserts and updates by the conflict of a key; otherwise by MERGE.</summary>
    public bool HasUpsert { get; init; }

    /// <summary>Whether the staging table is the session's own; otherwise it is in the schema of the table.</summary>
    public bool IsStagingOfSession { get; init; }

    /// <summary>Whether the target of MERGE can have an alias.</summary>
    public bool HasTargetAlias { get; init; } = true;

    /// <summary>Statements before the staging table, and after the upsert; {0} stands for the staging table.</summary>
    public (string Begin, string End) Transaction { get; init; } = ("", "");

    /// <summary>Endings of file names whose compression it does not read.</summary>
    public IReadOnlyList<string> UnreadEndings { get; init; } = [];
}
