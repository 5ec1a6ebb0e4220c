using AccountCommStats.Exporting.Schema;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.CommandLine;

/// <summary>The log of one command, on standard error.</summary>
/// <param name="command">The logger of the command itself.</param>
/// <param name="exporter">The logger of the exporter.</param>
/// <param name="isJson">Whether the lines of standard error are for programs.</param>
internal sealed partial class CommandLog(ILogger command, ILogger exporter, bool isJson)
{
    /// <summary>The category of what a command has to tell whoever runs it. That is told at every level of logging.</summary>
    public const string Category = "acstats";

    /// <summary>The category of the exporter.</summary>
    public const string ExporterCategory = "AccountCommStats.Exporting";

    private readonly ILogger _logger = command;

    /// <summary>The logger of the exporter.</summary>
    public ILogger Exporter => exporter;

    /// <summary>Whether the lines of standard error are for programs; people's lines then stay away.</summary>
    public bool IsJson => isJson;

    /// <summary>Says that an organization's export failed.</summary>
    /// <param name="terminal">Where people read it.</param>
    /// <param name="organizationId">The organization.</param>
    /// <param name="exitCode">The class of the failure.</param>
    /// <param name="message">What went wrong, for programs.</param>
    /// <param name="visible">The same for people, visible already.</param>
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

    /// <summary>Says what is going on.</summary>
    [LoggerMessage(21, LogLevel.Information, "{Note}")]
    public partial void Note(string note);

    /// <summary>Says what should be better.</summary>
    [LoggerMessage(22, LogLevel.Warning, "{Warning}")]
    public partial void Warn(string warning);

    /// <summary>Says what went wrong.</summary>
    [LoggerMessage(23, LogLevel.Error, "{Error}")]
    public partial void Fail(string error);

    /// <summary>Says where in the program an error arose.</summary>
    [LoggerMessage(24, LogLevel.Debug, "It happened{Frames}")]
    public partial void Locate(string? frames);

    [LoggerMessage(20, LogLevel.Error, "Organization {OrganizationId} failed with exit code {ExitCode}: {Message}")]
    private static partial void Failed(ILogger logger, OrganizationId organizationId, int exitCode, string message);
}
