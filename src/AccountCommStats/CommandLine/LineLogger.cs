using Microsoft.Extensions.Logging;

namespace AccountCommStats.CommandLine;

/// <summary>
/// Writes log entries immediately, a line each. The console logger of Microsoft.Extensions, with its container and configuration,
/// took a third of the program's start time.
/// </summary>
/// <param name="lines">Where to write; a writer that takes one line at a time from several threads.</param>
/// <param name="category">Who logs.</param>
/// <param name="least">The lowest level that is written.</param>
/// <param name="isJson">Whether the lines are for programs.</param>
internal sealed class LineLogger(TextWriter lines, string category, LogLevel least, bool isJson) : ILogger
{
    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

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
