using Microsoft.Extensions.Logging;

namespace AccountCommStats.CommandLine;

/// <summary>
/// Writes log entries immediately, one per line. It replaces the console logger of Microsoft.Extensions. With its
/// container and configuration, that logger took a third of the program's start time.
/// </summary>
/// <param name="lines">Where to write; it must accept lines from several threads.</param>
/// <param name="category">The category.</param>
/// <param name="minimumLevel">The minimum level.</param>
/// <param name="isJson">Whether to write JSON.</param>
internal sealed class LineLogger(TextWriter lines, string category, LogLevel minimumLevel, bool isJson) : ILogger
{
    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimumLevel && logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var line = new LogLine(DateTime.UtcNow, logLevel, category, eventId.Id, formatter(state, exception), exception);
            lines.WriteLine(isJson ? line.ToJson(state as IEnumerable<KeyValuePair<string, object?>>) : line.ToText());
        }
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;
}
