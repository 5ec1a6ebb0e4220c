using System.Text.RegularExpressions;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Sources.PostgreSql.Connections;

namespace AccountCommStats.Exporting;

/// <summary>What a connection text names: a PostgreSQL server or a DuckDB file.</summary>
/// <param name="Dialect">The database's kind.</param>
/// <param name="Connection">A connection string that Npgsql accepts, which may hold a password; or the path of a DuckDB file.</param>
public sealed partial record SourceAddress(SqlDialect Dialect, string Connection)
{
    /// <summary>The source in words, such as <c>PostgreSQL db.example.com:5432/crm as exporter</c>. Never a secret.</summary>
    public string Description => Dialect == SqlDialect.PostgreSql ? PostgresAddress.Describe(Connection) : $"DuckDB {Connection}";

    /// <summary>
    /// Reads a connection text: a PostgreSQL URI (<c>postgresql://user@host/database</c>), keywords as libpq takes them
    /// (<c>host=... dbname=...</c>), an Npgsql connection string (<c>Host=...;Database=...</c>), or the path of a DuckDB file.
    /// Nothing is connected, and no file is opened.
    /// </summary>
    /// <exception cref="SourceException">The text is none of these. The message repeats nothing of it that may be a password.</exception>
    public static SourceAddress Parse(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var text = Path.Exists(connection) ? connection : connection.Trim();
        if (IsPath(text))
        {
            return new SourceAddress(SqlDialect.DuckDb, text);
        }

        var settings = PostgresUri.IsUri(text) ? PostgresUri.Read(text)
            : PostgresKeywords.TryRead(text) is { } keywords ? keywords.ToSettings()
            : UnreadableSource.ReasonFor(text) is { } reason ? throw UnreadableSource.Because(reason)
            : PostgresAddress.ReadConnectionString(text);
        return new SourceAddress(SqlDialect.PostgreSql, PostgresAddress.Complete(settings).ConnectionString);
    }

    /// <summary>
    /// Whether a text can only be meant as the path of a file, so that it may be shown. What holds a character that is part of a
    /// connection's writing, and is no file, may be a source that is slightly wrong, with a password in it.
    /// </summary>
    public static bool IsPath(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Path.Exists(text))
        {
            return true;
        }

        var folder = Path.GetDirectoryName(text);
        return PathText().IsMatch(text) && (Path.GetFileName(text).Contains('.', StringComparison.Ordinal) || Directory.Exists(folder))
            && (!text.Any(char.IsWhiteSpace) || Directory.Exists(folder));
    }

    /// <summary>The dialect alone: the connection may hold a secret.</summary>
    public override string ToString() => Dialect.ToString();

    [GeneratedRegex(@"^([A-Za-z]:[\\/])?[^:;=@?&%*<>|""'`\p{C}\p{Zl}\p{Zp}]+$")]
    private static partial Regex PathText();
}
