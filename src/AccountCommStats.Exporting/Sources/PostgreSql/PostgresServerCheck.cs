using System.Globalization;
using AccountCommStats.Exporting.Checking;
using Npgsql;

namespace AccountCommStats.Exporting.Sources.PostgreSql;

/// <summary>Checks a PostgreSQL server: its version, its snapshots, and the connection to it.</summary>
internal static class PostgresServerCheck
{
    private const int OldestSupported = 150000;

    /// <summary>Checks the version.</summary>
    public static CheckResult CheckVersion(PostgresFacts facts)
    {
        var found = $"PostgreSQL {facts.Version}{(facts.IsInRecovery ? ", a standby" : "")}";
        return facts.VersionNumber >= OldestSupported
            ? new CheckResult(CheckStatus.Ok, "server", found)
            : new CheckResult(CheckStatus.Warning, "server", $"{found}; exports are tested with 15 and later", "Upgrade the server, or make sure that an export from it is right by comparing it with figures that you know.");
    }

    /// <summary>Checks that several connections can share one snapshot.</summary>
    public static CheckResult CheckSnapshot(ISourceSnapshot snapshot, PostgresFacts facts)
        => snapshot.Remarks.Count == 0
            ? new CheckResult(CheckStatus.Ok, "snapshot", $"read-only, time zone {facts.TimeZone}, shared by several connections")
            : new CheckResult(
                CheckStatus.Warning,
                "snapshot",
                string.Join(" ", snapshot.Remarks),
                "Exports will still work, but only with one connection. To use several, connect directly to the server instead of through a pooler, and make sure that it has connections left.");

    /// <summary>Reports signs that a pooler or proxy is between the server and this machine.</summary>
    public static IEnumerable<CheckResult> CheckProxy(NpgsqlConnectionStringBuilder settings, PostgresFacts facts)
    {
        var port = settings.Port.ToString(CultureInfo.InvariantCulture);
        if (facts.Port.Length > 0 && facts.Port != port && settings.Host?.Contains(',', StringComparison.Ordinal) != true)
        {
            yield return new CheckResult(
                CheckStatus.Ok, "way", $"connected to port {port} and answered by port {facts.Port}: there is a pooler or a forwarded port in between");
        }
    }
}
