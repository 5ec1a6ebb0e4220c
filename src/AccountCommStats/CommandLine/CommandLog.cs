using AccountCommStats.Exporting.Schema;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.CommandLine;

/// <summary>The log of one command, on standard error.</summary>
/// <param name="command">The logger of the command itself.</param>
/// <param name="exporter">The logger of the exporter.</param>
/// <param name="isJson">Whether each line on standard error is a JSON object.</param>
internal sealed partial class CommandLog(ILogger command, ILogger exporter, bool isJson)
{
    /// <summary>The category of messages for the user of a command. They are written at every log level.</summary>
    public const string Category = "acstats";

    /// <summary>The category of the exporter.</summary>
    public const string ExporterCategory = "AccountCommStats.Exporting";

    private readonly ILogger _logger = command;

    /// <summary>The logger of the exporter.</summary>
    public ILogger Exporter => exporter;

    /// <summary>Whether each line on standard error is a JSON object. Lines that are only for people are then left out.</summary>
    public bool IsJson => isJson;

    /// <summary>Logs that an organization's export failed.</summary>
    /// <param name="terminal">Shows the failure to people.</param>
    /// <param name="organizationId">The organization.</param>
    /// <param name="exitCode">The failure's exit code.</param>
    /// <param name="message">What went wrong, for programs.</param>
    /// <param name="visible">The same for people, with control characters made visible.</param>
    public void WriteFailure(Terminal terminal, OrganizationId organizationId, int exitCode, string message, string visible)
    {
        if (isJson)
        {
            Failed(_logger, organizationId, exitCode, message);
        }
        else
        {
            terminal.WriteError(message, $"organization {organizationId}: {visible}");
        }
    }

    /// <summary>Logs a note.</summary>
    [LoggerMessage(21, LogLevel.Information, "{Note}")]
    public partial void Note(string note);

    /// <summary>Logs a warning.</summary>
    [LoggerMessage(22, LogLevel.Warning, "{Warning}")]
    public partial void Warn(string warning);

    /// <summary>Logs an error.</summary>
    [LoggerMessage(23, LogLevel.Error, "{Error}")]
    public partial void Fail(string error);

    /// <summary>Logs the stack trace of an error.</summary>
    [LoggerMessage(24, LogLevel.Debug, "It happened{Frames}")]
    public partial void Locate(string? frames);

    [LoggerMessage(20, LogLevel.Error, "Organization {OrganizationId} failed with exit code {ExitCode}: {Message}")]
    private static partial void Failed(ILogger logger, OrganizationId organizationId, int exitCode, string message);
}
