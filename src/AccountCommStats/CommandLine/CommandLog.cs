using Microsoft.Extensions.Logging;

namespace AccountCommStats.CommandLine;

/// <summary>The log of one command. Disposing writes what is still waiting.</summary>
/// <param name="factory">The log's writer; disposed with it.</param>
/// <param name="isJson">Whether the lines of standard error are for programs.</param>
internal sealed partial class CommandLog(ILoggerFactory factory, bool isJson) : IDisposable
{
    private readonly ILogger _logger = factory.CreateLogger("acstats");

    /// <summary>The logger of the exporter.</summary>
    public ILogger Exporter { get; } = factory.CreateLogger("AccountCommStats.Exporting");

    /// <summary>Whether the lines of standard error are for programs; people's lines then stay away.</summary>
    public bool IsJson => isJson;

    /// <summary>Says that an organisation's export failed.</summary>
    public void WriteFailure(Terminal terminal, long organizationId, int exitCode, string message)
    {
        if (isJson)
        {
            Failed(_logger, organizationId, exitCode, message);
        }
        else
        {
            terminal.WriteError($"organization {organizationId}: {message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => factory.Dispose();

    [LoggerMessage(20, LogLevel.Error, "Organization {OrganizationId} failed with exit code {ExitCode}: {Message}")]
    private static partial void Failed(ILogger logger, long organizationId, int exitCode, string message);
}
