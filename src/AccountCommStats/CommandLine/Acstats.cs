using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using AccountCommStats.Commands;
using AccountCommStats.Exporting;
using AccountCommStats.Sample;

namespace AccountCommStats.CommandLine;

/// <summary>The program: its commands, and what becomes of their errors.</summary>
internal static class Acstats
{
    /// <summary>Runs one command line.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var terminal = new Terminal();
        var logOptions = new LogOptions();
        var parse = CreateRootCommand(terminal, logOptions).Parse(args);
        terminal.Log = logOptions.Open(parse);
        // Not disposed: a signal may arrive at any time, and its handler runs on a thread of its own that nobody waits for.
        var cancellation = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

        if (parse.Errors.Count > 0 && parse.Action is ParseErrorAction)
        {
            WriteUsageErrors(terminal, parse);
            return ExitCode.Usage;
        }

        try
        {
            // Signals are ours: the library would hold up their handlers while the command ends.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parse.InvokeAsync(configuration, cancellation.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.WriteError("cancelled; nothing was published");
            return ExitCode.Cancelled;
        }
        catch (ExportException exception)
        {
            terminal.WriteError(exception.Message, exception.VisibleMessage);
            return CodeOf(exception);
        }
        catch (SeedException exception)
        {
            terminal.WriteError(exception.Message);
            return exception.Failure == SeedFailure.Database ? ExitCode.Source : ExitCode.Mismatch;
        }
        catch (Exception exception)
        {
            // Nobody foresaw it: all that is known of it is for whoever repairs it.
            terminal.WriteError($"unexpected error: {exception}", $"unexpected error: {TerminalText.Of(exception)}");
            return ExitCode.Unexpected;
        }

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            cancellation.Cancel();
        }
    }

    /// <summary>The exit code that tells the class of an error.</summary>
    public static int CodeOf(ExportException exception) => exception switch
    {
        SourceException => ExitCode.Source,
        SourceMismatchException => ExitCode.Mismatch,
        ViolationsException => ExitCode.Violations,
        OutputException => ExitCode.Output,
        _ => ExitCode.Unexpected,
    };

    /// <summary>What is wrong with the command line, and where to read on. The whole help would bury it.</summary>
    private static void WriteUsageErrors(Terminal terminal, ParseResult parse)
    {
        foreach (var error in parse.Errors)
        {
            terminal.WriteError(error.Message);
        }

        var names = new List<string>();
        for (var result = parse.CommandResult; result is not null; result = result.Parent as CommandResult)
        {
            names.Insert(0, result.Command.Name);
        }

        terminal.WriteNote($"See '{string.Join(' ', names)} --help'.");
    }

    private static RootCommand CreateRootCommand(Terminal terminal, LogOptions logOptions)
    {
        var root = new RootCommand("Exports customer communication statistics by specification, checked and published whole.")
        {
            DemoCommand.Create(terminal),
            ExportCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            CheckCommand.Create(terminal),
            SeedCommand.Create(terminal),
            SpecCommand.Create(terminal),
        };
        logOptions.AddTo(root);
        return root;
    }
}
