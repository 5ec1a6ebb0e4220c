using System.Text.RegularExpressions;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Sources;

/// <summary>
/// Describes a connection text that could not be read. The description repeats nothing of the text, because any part of it may belong to a
/// misplaced password.
/// </summary>
internal static partial class UnreadableSource
{
    private const string Forms =
        "A source is a URI (postgresql://user@host:port/database?sslmode=verify-full), keywords (host=... dbname=... user=...), an Npgsql "
        + "connection string (Host=...;Database=...;Username=...), or the path of a DuckDB file. What was given is not repeated here, because it may contain a password.";

    /// <summary>What is wrong with a text that is in none of the known forms; null if it may be an Npgsql connection string.</summary>
    public static string? ReasonFor(string text) => text switch
    {
        "" => "No source was given.",
        ['"' or '\'' or '`' or '\u201C' or '\u2018' or '<' or '(' or '[', ..] =>
            "The source is in quotes or brackets. Leave them out: a shell removes quotes, but a settings file may keep them.",
        _ when Jdbc().IsMatch(text) => "The source is a JDBC URL. Write it as postgresql://user:password@host:port/database.",
        _ when SchemeOfDriver().IsMatch(text) =>
            "The source's scheme names a driver, as in postgresql+psycopg2://. Leave out the plus sign and the driver after it.",
        _ when SchemeOfPostgres().IsMatch(text) => "The source begins like a PostgreSQL URI, but not with postgresql:// or postgres://.",
        _ when Scheme().IsMatch(text) => "The source is a URI of a scheme that is not PostgreSQL's.",
        _ when Assignment().IsMatch(text) => "The source begins with the name of a variable. Leave out the name and the equals sign after it.",
        _ when KeywordAndValue().IsMatch(text) => null,
        _ when text.Contains('@', StringComparison.Ordinal) => "The source lacks its scheme. Put postgresql:// before it.",
        _ when text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') =>
            "The source is a single word, and there is no file of that name. To name a new DuckDB file, write ./ before it or .duckdb after it.",
        _ => "The source is not written in any of the accepted forms, and there is no file of that name.",
    };

    /// <summary>The error for such a source.</summary>
    /// <param name="reason">What is wrong. It must not repeat any part of the source.</param>
    public static SourceException Because(string reason) => new($"{reason} {Forms}");

    [GeneratedRegex("^jdbc:", RegexOptions.IgnoreCase)]
    private static partial Regex Jdbc();

    [GeneratedRegex(@"^postgres(ql)?\+[\w.+-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex SchemeOfDriver();

    [GeneratedRegex(@"^(postgre\w*|pg|pgsql|psql)\s*(:|/)", RegexOptions.IgnoreCase)]
    private static partial Regex SchemeOfPostgres();

    [GeneratedRegex(@"^[a-z][\w.+-]*://", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^(export\s+|set\s+)?\w+\s*=\s*[""']?(jdbc:)?postgres(ql)?(\+\w+)?:", RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^[a-z][a-z _]*=", RegexOptions.IgnoreCase)]
    private static partial Regex KeywordAndValue();
}
