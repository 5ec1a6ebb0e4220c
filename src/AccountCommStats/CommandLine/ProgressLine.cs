using System.Diagnostics;
using AccountCommStats.Exporting.Errors;
using Spectre.Console;

namespace AccountCommStats.CommandLine;

/// <summary>
/// Shows the progress of a task: a live line on a terminal, otherwise a plain line every few seconds; nothing if
/// standard error is JSON.
/// </summary>
internal static class ProgressLine
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs a task and shows its progress on standard error.</summary>
    /// <typeparam name="TProgress">What the task reports.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="describe">The line for a report.</param>
    /// <param name="run">Starts the task.</param>
    public static Task<TResult> RunAsync<TProgress, TResult>(
        Terminal terminal, Func<TProgress, string> describe, Func<IProgress<TProgress>, Task<TResult>> run)
        => terminal.ErrorIsJson ? run(new Sink<TProgress>(_ => { }))
            : terminal.ErrorIsTerminal ? terminal.ErrorConsole.Status().Spinner(Spinner.Known.Dots).StartAsync(
                "starting", context => run(new Sink<TProgress>(report => context.Status(Markup.Escape(TerminalText.Of(describe(report)))))))
            : run(new Sink<TProgress>(Throttled(describe, terminal.WriteNote)));

    private static Action<T> Throttled<T>(Func<T, string> describe, Action<string> show)
    {
        var since = Stopwatch.StartNew();
        return report =>
        {
            // This is called for every report, whether or not it is shown, because the text may depend on earlier reports.
            var line = describe(report);
            if (since.Elapsed >= PlainInterval)
            {
                show(line);
                since.Restart();
            }
        };
    }

    /// <summary>Reports immediately, on the caller's thread, because <see cref="Progress{T}"/> could reorder lines.</summary>
    private sealed class Sink<T>(Action<T> show) : IProgress<T>
    {
        private readonly Lock _lock = new();

        public void Report(T value)
        {
            lock (_lock)
            {
                show(value);
            }
        }
    }
}
