using AccountCommStats.Exporting.Catalogs;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Loading;

/// <summary>The SQL dialect of a database that files are loaded into.</summary>
internal sealed record LoaderDialect
{
    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people, with the oldest supported version.</summary>
    public required string Title { get; init; }

    /// <summary>How the script is run, and what its reader must know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Further notes for a script that loads CSV.</summary>
    public IReadOnlyList<string> CsvNotes { get; init; } = [];

    /// <summary>The location of the file in the script if the user names none.</summary>
    public required string Location { get; init; }

    /// <summary>The maximum number of bytes of a name.</summary>
    public required int MaximumBytesOfName { get; init; }

    /// <summary>The database type that holds exactly the values of a column's type; null if there is none.</summary>
    public required Func<SqlType, string?> TypeOf { get; init; }

    /// <summary>Writes a name in SQL.</summary>
    public Func<string, string> Quote { get; init; } = SqlSpelling.Of;

    /// <summary>Writes a text as a SQL literal.</summary>
    public Func<string, string> Text { get; init; } = text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The comment clause of a column's definition; null if comments are separate statements.</summary>
    public Func<string, string>? InlineComment { get; init; }

    /// <summary>The text after the primary key constraint, such as <c>NOT ENFORCED</c>.</summary>
    public string KeySuffix { get; init; } = "";

    /// <summary>An expression that fails with a message, but only when the database evaluates it.</summary>
    public required Func<string, string> Fail { get; init; }

    /// <summary>Statements that fill an empty staging table with a Parquet file; null if the database cannot read Parquet.</summary>
    public Func<LoaderScript, string>? LoadParquet { get; init; }

    /// <summary>Kinds of type that the database reads from Parquet as another type.</summary>
    public IReadOnlyList<SqlKind> UnsupportedInParquet { get; init; } = [];

    /// <summary>Statements that fill an empty staging table with a CSV file.</summary>
    public required Func<LoaderScript, string> Load { get; init; }

    /// <summary>Whether to upsert with INSERT and ON CONFLICT; otherwise with MERGE.</summary>
    public bool HasUpsert { get; init; }

    /// <summary>Whether the staging table belongs to the session; otherwise it is in the schema of the target table.</summary>
    public bool HasTemporaryStaging { get; init; }

    /// <summary>Whether the target of MERGE can have an alias.</summary>
    public bool HasTargetAlias { get; init; } = true;

    /// <summary>
    /// Statements that run before the staging table is created, and statements that run after the upsert. {0} stands for the staging table.
    /// </summary>
    public (string Begin, string End) Transaction { get; init; } = ("", "");

    /// <summary>File name endings of compressions that the database does not read.</summary>
    public IReadOnlyList<string> UnsupportedExtensions { get; init; } = [];
}
