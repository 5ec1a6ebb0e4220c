using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;
using AccountCommStats.CommandLine;
using AccountCommStats.Commands;
using AccountCommStats.Commands.Export;
using AccountCommStats.Commands.Source;
using AccountCommStats.Commands.Spec;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats;

/// <summary>The program: its commands, and the handling of their errors.</summary>
internal static class Acstats
{
    /// <summary>Runs one command line. Every error is reported as a message.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (FileHandleLimit.DescribeIfTooLow() is { } tooLow)
        {
            Console.Error.WriteLine($"error: {tooLow}");
            return ExitCode.Unexpected;
        }

        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
        {
            // An exception was thrown on another thread. Without this handler, the runtime would print a stack trace and abort.
            Console.Error.WriteLine($"error: {UnexpectedError.Describe((Exception)unhandled.ExceptionObject)}");
            Environment.Exit(ExitCode.Unexpected);
        };
        Terminal? terminal = null;
        try
        {
            StandardStreams.Guard();
            terminal = new Terminal();
            return await RunAsync(args, terminal);
        }
        catch (ExportException exception)
        {
            var (text, visible) = ErrorText.Of(exception);
            terminal!.WriteError(text, visible);
            return ExitCode.Of(exception);
        }
        catch (Exception exception)
        {
            if (terminal?.HasLog == true)
            {
                terminal.WriteError(UnexpectedError.Describe(exception));
                terminal.Log.Locate(exception.StackTrace);
            }
            else
            {
                Console.Error.WriteLine($"error: {UnexpectedError.Describe(exception)}");
            }

            return ExitCode.Unexpected;
        }
    }

    private static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var logOptions = new LogOptions();
        // Response files are turned off, because an argument that begins with @ may be part of a password.
        var parse = CreateRootCommand(terminal, logOptions).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        terminal.Log = logOptions.Open(parse);
        // The token source is never disposed, because a signal may arrive at any time and its handler runs on its own thread.
        var cancellation = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        // If SIGHUP was ignored at start, as under nohup, the runtime keeps ignoring it.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);

        if (args is [['[', 's', 'u', 'g', 'g', 'e', 's', 't', ':', .. var position, ']'], ..] && !int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            WriteUsageErrors(terminal, parse, ["[suggest:N] needs the position of the cursor, a whole number."]);
            return ExitCode.Usage;
        }

        // Help is shown even if the command line has an error.
        var isOfCommand = parse.Action is ParseErrorAction || parse.Action == parse.CommandResult.Command.Action;
        if (isOfCommand && UsageErrors.Of(parse, args) is { Count: > 0 } errors)
        {
            WriteUsageErrors(terminal, parse, errors);
            return ExitCode.Usage;
        }

        try
        {
            // This method handles signals itself, because the library's handlers would block while the command ends.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parse.InvokeAsync(configuration, cancellation.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.WriteError("canceled; nothing was published");
            return ExitCode.Canceled;
        }

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            cancellation.Cancel();
        }
    }

    /// <summary>
    /// Prints the errors of the command line and where to find help. The full help is not printed, because it would hide the errors.
    /// </summary>
    private static void WriteUsageErrors(Terminal terminal, ParseResult parse, IReadOnlyList<string> errors)
    {
        foreach (var error in errors)
        {
            terminal.WriteError(error);
        }

        var names = new List<string>();
        for (var result = parse.CommandResult; result is not null; result = result.Parent as CommandResult)
        {
            names.Insert(0, result.Command.Name);
        }

        terminal.WriteNote($"See '{string.Join(' ', names)} --help'.");
    }

    /// <summary>Creates the command line.</summary>
    /// <param name="terminal">Where the commands write.</param>
    /// <param name="logOptions">The options that every command has.</param>
    internal static RootCommand CreateRootCommand(Terminal terminal, LogOptions logOptions)
    {
        var root = new RootCommand("Exports customer communication statistics as specified. Files are checked, and published completely or not at all.")
        {
            DemoCommand.Create(terminal),
            ExportCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            DiffCommand.Create(terminal),
            ReportCommand.Create(terminal),
            AcceptCommand.Create(terminal),
            CheckCommand.Create(terminal),
            SeedCommand.Create(terminal),
            SpecCommand.Create(terminal),
            SourceCommand.Create(terminal),
        };
        logOptions.AddTo(root);
        return root;
    }
}
