using System.Globalization;
using System.Text.RegularExpressions;
using AccountCommStats.Exporting.Errors;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql.Connections;

/// <summary>The settings that all connections to PostgreSQL servers share, whatever form they were written in.</summary>
internal static partial class PostgresAddress
{
    private static readonly string[] SocketFolders = ["/var/run/postgresql", "/tmp"];

    /// <summary>Reads a connection string in Npgsql's form.</summary>
    /// <exception cref="SourceException">The text is malformed. The message repeats nothing of it, except a keyword of Npgsql.</exception>
    public static NpgsqlConnectionStringBuilder ReadConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // A keyword that Npgsql does not know may be the part of a password after a semicolon.
            var keyword = (exception as ArgumentException)?.ParamName;
            throw UnreadableSource.Because(
                keyword is not null && new NpgsqlConnectionStringBuilder().ContainsKey(keyword)
                    ? $"Npgsql does not understand the connection string at '{keyword}'."
                    : "Npgsql does not understand the connection string. Put a value that contains a semicolon in double quotes.");
        }
    }

    /// <summary>
    /// Adds defaults as psql does. Checks that the driver accepts the settings, and that the parts that messages show contain no secret.
    /// </summary>
    /// <exception cref="SourceException">The driver rejects the settings, or a part that messages show may contain a secret.</exception>
    public static NpgsqlConnectionStringBuilder Complete(NpgsqlConnectionStringBuilder settings)
    {
        settings.Host = string.IsNullOrEmpty(settings.Host) ? DefaultHost(settings.Port) : settings.Host;
        CheckShown(settings);
        // The exports of a batch use the same sessions, whose caches already know the tables. The driver resets the sessions between
        // exports.
        settings.Multiplexing = false;
        settings.Pooling = true;
        settings.NoResetOnClose = false;
        if (!settings.Host.Contains(',', StringComparison.Ordinal) && HasTargetSessionAttributes(settings))
        {
            // The driver checks the kind of server only if there are several hosts.
            settings.Host = $"{settings.Host},{settings.Host}";
        }

        try
        {
            new NpgsqlSlimDataSourceBuilder(settings.ConnectionString).Build().Dispose();
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw UnreadableSource.Because("The source has settings that cannot be combined, or a value that cannot be used.");
        }

        return settings;
    }

    /// <summary>The server in words.</summary>
    public static string Describe(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var hosts = string.Join(',', settings.Host!.Split(',').Distinct());
        return $"PostgreSQL {hosts}{(HasPorts(hosts) ? "" : $":{settings.Port}")}/{settings.Database ?? settings.Username}"
            + (settings.Username is null ? "" : $" as {settings.Username}");
    }

    private static bool HasPorts(string hosts) => HostWithPort().IsMatch(hosts);

    private static bool HasTargetSessionAttributes(NpgsqlConnectionStringBuilder settings)
        => (settings.TargetSessionAttributes ?? Environment.GetEnvironmentVariable("PGTARGETSESSIONATTRS")) is { Length: > 0 } wanted
            && !wanted.Equals("any", StringComparison.OrdinalIgnoreCase);

    private static string DefaultHost(int port)
        => Environment.GetEnvironmentVariable("PGHOST") is { Length: > 0 } named
            ? named
            : SocketFolders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{port}"))))
                ?? "localhost";

    /// <summary>
    /// Checks the host, the database and the user, which messages show. With a missing or wrong separator, one of them would contain the
    /// password.
    /// </summary>
    private static void CheckShown(NpgsqlConnectionStringBuilder settings)
    {
        if (!settings.Host!.Split(',').All(host => Host().IsMatch(host)))
        {
            throw UnreadableSource.Because(
                "The source's host contains a character that is not valid in a host. Check the separators, and that a / ? @ or : in a password is escaped.");
        }

        foreach (var (name, value) in new[] { ("database", settings.Database), ("user", settings.Username), ("application", settings.ApplicationName) })
        {
            if (value is not null && (value.Contains('=', StringComparison.Ordinal) || value.Contains("://", StringComparison.Ordinal)))
            {
                throw UnreadableSource.Because($"The name of the source's {name} contains = or ://. Check the separators.");
            }
        }

        if (settings.Username?.Contains(':', StringComparison.Ordinal) == true)
        {
            throw UnreadableSource.Because("The name of the source's user contains a colon. Give the password as a setting of its own.");
        }
    }

    [GeneratedRegex(@"^([A-Za-z0-9._-]+(:\d+)?|\[[0-9A-Fa-f:.]+(%\w+)?\](:\d+)?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+(%\w+)?|[/@][^=;:""'\s]*(:\d+)?)$")]
    private static partial Regex Host();

    [GeneratedRegex(@"(^|,)([^:,\[]+|\[[^\]]*\]):\d+(,|$)")]
    private static partial Regex HostWithPort();
}
