using AccountCommStats.Exporting.Schema;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Exporting.Observability;

/// <summary>The exporter's log messages. They contain no row values. They name a source by its description, which contains no secret.</summary>
internal static partial class ExportLog
{
    [LoggerMessage(1, LogLevel.Information, "Exporting {Export} of organization {OrganizationId} from {Source}")]
    public static partial void Started(ILogger logger, string export, OrganizationId organizationId, string source);

    [LoggerMessage(2, LogLevel.Debug, "Organization {OrganizationId}: phase {Phase} begins")]
    public static partial void PhaseBegins(ILogger logger, OrganizationId organizationId, ExportPhase phase);

    [LoggerMessage(3, LogLevel.Debug, "Organization {OrganizationId}: snapshot of {TakenAt:O} on {Connections} connections")]
    public static partial void SnapshotTaken(ILogger logger, OrganizationId organizationId, DateTime takenAt, int connections);

    [LoggerMessage(4, LogLevel.Debug, "Organization {OrganizationId}: {Ranges} key ranges")]
    public static partial void RangesRead(ILogger logger, OrganizationId organizationId, int ranges);

    [LoggerMessage(5, LogLevel.Trace, "Organization {OrganizationId}: reading keys {First} to {Last}")]
    public static partial void RangeBegins(ILogger logger, OrganizationId organizationId, long first, long last);

    [LoggerMessage(6, LogLevel.Warning,
        "Organization {OrganizationId}: attempt {Attempt} of {Attempts} failed: {Reason} Trying again from a new snapshot in {DelaySeconds:F1} s")]
    public static partial void Retrying(
        ILogger logger, OrganizationId organizationId, int attempt, int attempts, string reason, double delaySeconds);

    [LoggerMessage(10, LogLevel.Debug, "Organization {OrganizationId}: reading it together with others failed ({Reason}); reading it by itself")]
    public static partial void ReadingAlone(ILogger logger, OrganizationId organizationId, string reason);

    [LoggerMessage(7, LogLevel.Information, "Organization {OrganizationId}: published {File} with {Rows} rows in {Seconds:F1} s")]
    public static partial void Published(ILogger logger, OrganizationId organizationId, string file, long rows, double seconds);

    [LoggerMessage(8, LogLevel.Debug, "Organization {OrganizationId}: given up, {Failure}")]
    public static partial void GivenUp(ILogger logger, OrganizationId organizationId, string failure);

    [LoggerMessage(9, LogLevel.Debug, "Organization {OrganizationId}: {Sessions} sessions read {Relations} relations, all of them named and unchanged")]
    public static partial void Verified(ILogger logger, OrganizationId organizationId, int relations, int sessions);
}
