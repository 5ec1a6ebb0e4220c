using System.Net;
using AccountCommStats.Exporting.Checking;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql.Connections;

/// <summary>Checks that nobody on the network can read or forge what a PostgreSQL server sends.</summary>
internal static class TransportSecurity
{
    private const string Remedy = "Add sslmode=verify-full to the URI (SSL Mode=VerifyFull to a connection string).";

    /// <summary>Checks a connection.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="isEncrypted">Whether the server reports that the session uses TLS.</param>
    public static CheckResult Check(NpgsqlConnectionStringBuilder settings, bool isEncrypted)
    {
        if (IsLocal(settings.Host))
        {
            return new CheckResult(CheckStatus.Ok, "transport", isEncrypted ? "TLS, on this machine" : "does not leave this machine");
        }

        return (isEncrypted, settings.SslMode) switch
        {
            (false, _) => new CheckResult(CheckStatus.Warning, "transport", $"not encrypted on the way to {settings.Host}", Remedy),
            (true, SslMode.VerifyFull) => new CheckResult(CheckStatus.Ok, "transport", "TLS, and the server's certificate is verified"),
            _ => new CheckResult(
                CheckStatus.Warning, "transport", $"TLS, but the certificate of {settings.Host} is not verified", Remedy),
        };
    }

    /// <summary>Whether a connection leaves this machine and its settings allow it to be unencrypted.</summary>
    public static bool MayBeReadable(NpgsqlConnectionStringBuilder settings)
        => !IsLocal(settings.Host) && settings.SslMode is SslMode.Disable or SslMode.Allow or SslMode.Prefer;

    /// <summary>A warning that a connection is not encrypted, and what to do about it.</summary>
    /// <param name="source">A description of the source.</param>
    public static string Risk(string source)
        => $"The connection to {source} is not encrypted: others on the network can read what is exported, and alter it "
            + $"unnoticed. {Remedy}";

    private static bool IsLocal(string? hosts)
        => (hosts ?? "localhost").Split(',').All(host =>
            host.StartsWith('/')
            || host.StartsWith('@')
            || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));
}
