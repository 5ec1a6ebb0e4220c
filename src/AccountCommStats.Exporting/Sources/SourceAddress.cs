using System.Text.RegularExpressions;
using Npgsql;

namespace AccountCommStats.Exporting;

/// <summary>What a connection text names: a PostgreSQL server or a DuckDB file.</summary>
/// <param name="Dialect">The database's kind.</param>
/// <param name="Connection">A valid Npgsql connection string, which may hold a password; or the path of a DuckDB file.</param>
public sealed partial record SourceAddress(SqlDialect Dialect, string Connection)
{
    /// <summary>
    /// Reads a connection text: a PostgreSQL URI (<c>postgresql://user@host/database</c>), an Npgsql connection string
    /// (<c>Host=...;Database=...</c>), or the path of a DuckDB file. Nothing is connected, and no file is looked into.
    /// </summary>
    /// <exception cref="SourceException">The text is none of these. The message repeats nothing of it that may be a password.</exception>
    public static SourceAddress Parse(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (connection.Trim().Length == 0)
        {
            throw new SourceException(
                "No source was given. Name a PostgreSQL URI, an Npgsql connection string or the path of a DuckDB file.");
        }

        if (PostgresUri.IsUri(connection))
        {
            return new SourceAddress(SqlDialect.PostgreSql, PostgresUri.ToConnectionString(connection));
        }

        return !File.Exists(connection) && KeywordAndValue().IsMatch(connection)
            ? new SourceAddress(SqlDialect.PostgreSql, Validate(connection))
            : new SourceAddress(SqlDialect.DuckDb, connection);
    }

    /// <summary>The dialect alone: the connection may hold a secret.</summary>
    public override string ToString() => Dialect.ToString();

    private static string Validate(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).ConnectionString;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Neither the text nor the driver's message is repeated: they may hold a password.
            var keyword = (exception as ArgumentException)?.ParamName;
            throw new SourceException(
                "The connection string is not one that Npgsql understands"
                + (string.IsNullOrEmpty(keyword) ? "" : $" (at '{keyword}')")
                + ". The form is 'Host=db.example.com;Database=crm;Username=exporter;SSL Mode=VerifyFull'.");
        }
    }

    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z _]*=")]
    private static partial Regex KeywordAndValue();
}
