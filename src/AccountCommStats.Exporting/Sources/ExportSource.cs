using System.Text.RegularExpressions;

namespace AccountCommStats.Exporting;

/// <summary>Opens sources.</summary>
public static partial class ExportSource
{
    /// <summary>
    /// The source that a connection text names: a PostgreSQL URI (<c>postgresql://user@host/database</c>), an Npgsql connection
    /// string (<c>Host=...;Database=...</c>), or the path of a DuckDB file. Nothing is connected yet.
    /// </summary>
    /// <exception cref="SourceException">The text is none of these, or there is no such file.</exception>
    public static IExportSource Open(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (connection.Trim().Length == 0)
        {
            throw new SourceException(
                "No source was given. Name a PostgreSQL URI, an Npgsql connection string or the path of a DuckDB file.");
        }

        if (PostgresUri.IsUri(connection))
        {
            return new PostgresSource(PostgresUri.ToConnectionString(connection));
        }

        return !File.Exists(connection) && KeywordAndValue().IsMatch(connection)
            ? new PostgresSource(connection)
            : new DuckDbSource(connection);
    }

    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z _]*=")]
    private static partial Regex KeywordAndValue();
}
