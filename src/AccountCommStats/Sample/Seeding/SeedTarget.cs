using System.Text.RegularExpressions;
using Npgsql;

namespace AccountCommStats.Sample;

/// <summary>Chooses the database that a text names.</summary>
internal static partial class SeedTarget
{
    private const string Forms =
        "Name a PostgreSQL URI (postgresql://user:password@host:port/database), an Npgsql connection string "
        + "(Host=...;Database=...;Username=...) or the path of a DuckDB file.";

    /// <summary>The target; nothing is connected yet.</summary>
    /// <param name="connection">A PostgreSQL URI, an Npgsql connection string, or the path of a DuckDB file.</param>
    /// <exception cref="SeedException">The text is none of these.</exception>
    public static ISeedTarget At(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (connection.Trim().Length == 0)
        {
            throw new SeedException(SeedFailure.Database, $"No database was given. {Forms}");
        }

        if (PostgresUri().IsMatch(connection))
        {
            return new PostgresSeedTarget(Settings(() => FromUri(connection)));
        }

        return !File.Exists(connection) && KeywordAndValue().IsMatch(connection)
            ? new PostgresSeedTarget(Settings(() => new NpgsqlConnectionStringBuilder(connection)))
            : new DuckDbSeedTarget(connection);
    }

    private static NpgsqlConnectionStringBuilder FromUri(string text)
    {
        var uri = new Uri(text);
        var settings = new NpgsqlConnectionStringBuilder { Host = uri.Host };
        if (uri.Port > 0)
        {
            settings.Port = uri.Port;
        }

        var credentials = uri.UserInfo.Split(':', 2);
        if (credentials[0].Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(credentials[0]);
        }

        if (credentials.Length > 1)
        {
            settings.Password = Uri.UnescapeDataString(credentials[1]);
        }

        if (uri.AbsolutePath.Length > 1)
        {
            settings.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        }

        foreach (var parameter in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = parameter.Split('=', 2);
            // libpq writes verify-full where Npgsql writes VerifyFull; the other names agree but for underscores.
            var isMode = parts[0] == "sslmode";
            var value = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
            settings[isMode ? "SSL Mode" : parts[0].Replace('_', ' ')]
                = isMode ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return settings;
    }

    private static NpgsqlConnectionStringBuilder Settings(Func<NpgsqlConnectionStringBuilder> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Neither the text nor what the parser says of it is repeated: both may hold a password.
            throw new SeedException(SeedFailure.Database, $"The connection to PostgreSQL is not written as it should be. {Forms}");
        }
    }

    [GeneratedRegex("^postgres(ql)?://", RegexOptions.IgnoreCase)]
    private static partial Regex PostgresUri();

    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z _]*=")]
    private static partial Regex KeywordAndValue();
}
