using Npgsql;

namespace AccountCommStats.Exporting;

/// <summary>PostgreSQL connection URIs, as psql takes them.</summary>
internal static class PostgresUri
{
    private const string Form = "postgresql://user:password@host:port/database?sslmode=verify-full";

    /// <summary>Whether a connection text is meant as a URI.</summary>
    public static bool IsUri(string connection)
        => connection.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            || connection.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The URI as an Npgsql connection string.</summary>
    /// <exception cref="SourceException">It is malformed. The message repeats nothing of it, for it may hold a password.</exception>
    public static string ToConnectionString(string uri)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        var rest = uri[(uri.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var (beforeQuery, query) = Cut(rest, '?');
        var (authority, database) = Cut(beforeQuery, '/');
        // A password may hold an @ that nobody escaped; a host cannot.
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = Cut(authority[..at], ':');
            builder.Username = Unescape(user);
            builder.Password = password is null ? null : Unescape(password);
        }

        SetHosts(builder, authority[(at + 1)..]);
        if (!string.IsNullOrEmpty(database))
        {
            builder.Database = Unescape(database);
        }

        foreach (var parameter in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(parameter, '=');
            SetParameter(builder, Unescape(name), Unescape(value ?? ""));
        }

        return builder.ConnectionString;
    }

    private static void SetHosts(NpgsqlConnectionStringBuilder builder, string hosts)
    {
        if (hosts.Contains(',', StringComparison.Ordinal))
        {
            builder.Host = hosts; // Npgsql takes several hosts, each with its port, as they are.
            return;
        }

        var bracket = hosts.LastIndexOf(']');
        var colon = hosts.IndexOf(':', bracket + 1);
        var host = colon < 0 ? hosts : hosts[..colon];
        if (host.Length > 0)
        {
            builder.Host = Unescape(host.Trim('[', ']'));
        }

        if (colon >= 0)
        {
            builder.Port = int.TryParse(hosts.AsSpan(colon + 1), out var port) && port is > 0 and <= ushort.MaxValue
                ? port
                : throw new SourceException($"The port in the PostgreSQL URI is not a number from 1 to 65535. The form is {Form}.");
        }
    }

    private static void SetParameter(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        var keyword = name switch
        {
            "host" => "Host",
            "port" => "Port",
            "user" => "Username",
            "password" => "Password",
            "dbname" => "Database",
            "sslmode" => "SSL Mode",
            "sslcert" => "SSL Certificate",
            "sslkey" => "SSL Key",
            "sslpassword" => "SSL Password",
            "sslrootcert" => "Root Certificate",
            "sslnegotiation" => "SSL Negotiation",
            "application_name" => "Application Name",
            "connect_timeout" => "Timeout",
            "options" => "Options",
            "passfile" => "Passfile",
            "target_session_attrs" => "Target Session Attributes",
            "channel_binding" => "Channel Binding",
            _ => throw new SourceException(
                $"The PostgreSQL URI has the parameter '{name}', which is not known here. Use an Npgsql connection string instead "
                + "if the setting is needed."),
        };
        try
        {
            // libpq writes modes as verify-full and read-only, Npgsql as VerifyFull and read-only without or with hyphens.
            builder[keyword] = keyword == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            throw new SourceException($"The parameter '{name}' of the PostgreSQL URI has a value that cannot be used. The form is {Form}.");
        }
    }

    private static (string Before, string? After) Cut(string text, char separator)
    {
        var index = text.IndexOf(separator, StringComparison.Ordinal);
        return index < 0 ? (text, null) : (text[..index], text[(index + 1)..]);
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text);
}
