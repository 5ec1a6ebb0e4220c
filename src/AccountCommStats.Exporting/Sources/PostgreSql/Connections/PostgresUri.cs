using AccountCommStats.Exporting.Errors;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql.Connections;

/// <summary>PostgreSQL connection URIs, as psql accepts them.</summary>
internal static class PostgresUri
{
    /// <summary>Whether a connection text looks like a URI.</summary>
    public static bool IsUri(string connection)
        => connection.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            || connection.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The settings that a URI gives.</summary>
    /// <exception cref="SourceException">The URI is malformed. The message repeats nothing of it, because it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Read(string uri)
    {
        var parameters = new LibpqParameters();
        var rest = uri[(uri.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var (beforeQuery, query) = Cut(rest, '?');
        var (authority, database) = Cut(beforeQuery, '/');
        if (database?.Contains('@', StringComparison.Ordinal) == true || (query is not null && IsTornApart(query)))
        {
            throw UnreadableSource.Because(
                "The PostgreSQL URI has an @ after its host. If the user or password contains a / ? or @, write %2F, %3F or %40.");
        }

        // A password may hold an @ that nobody escaped, but a host cannot.
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = Cut(authority[..at], ':');
            parameters.Set("user", Unescape(user));
            parameters.Set("password", Unescape(password ?? ""));
        }

        SetHosts(parameters, authority[(at + 1)..]);
        parameters.Set("dbname", Unescape(database ?? ""));
        foreach (var parameter in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(parameter, '=');
            parameters.Set(Unescape(name), Unescape(value ?? ""));
        }

        return parameters.ToSettings();
    }

    /// <summary>
    /// Whether the query part of a URI is really the rest of a password that contains a question mark: it has an @ that is
    /// not in the value of a known parameter.
    /// </summary>
    private static bool IsTornApart(string query)
    {
        var at = query.IndexOf('@', StringComparison.Ordinal);
        return at >= 0 && !LibpqParameters.IsKnown(query[(query.LastIndexOf('&', at) + 1)..at].Split('=')[0]);
    }

    private static void SetHosts(LibpqParameters parameters, string authority)
    {
        var hosts = authority.Split(',').Select(Divide).ToList();
        parameters.Set("host", string.Join(',', hosts.Select(one => Unescape(one.Host))));
        if (hosts.Any(one => one.Port.Length > 0))
        {
            parameters.Set("port", string.Join(',', hosts.Select(one => one.Port)));
        }
    }

    private static (string Host, string Port) Divide(string host)
    {
        var colon = host.IndexOf(':', host.LastIndexOf(']') + 1);
        return colon < 0 ? (host.Trim('[', ']'), "") : (host[..colon].Trim('[', ']'), host[(colon + 1)..]);
    }

    private static (string Before, string? After) Cut(string text, char separator)
    {
        var index = text.IndexOf(separator, StringComparison.Ordinal);
        return index < 0 ? (text, null) : (text[..index], text[(index + 1)..]);
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text);
}
