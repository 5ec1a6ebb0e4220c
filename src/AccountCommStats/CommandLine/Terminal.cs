using AccountCommStats.Exporting.Errors;
using Spectre.Console;

namespace AccountCommStats.CommandLine;

/// <summary>
/// Writes results to standard output and everything else to standard error. On a terminal, it uses colors, tables and progress; otherwise
/// it writes plain lines that programs can read. Standard error can be JSON. Control characters in external text are made visible: see <see
/// cref="TerminalText"/>.
/// </summary>
internal sealed class Terminal
{
    private readonly TextWriter _outputLines = Console.Out;
    private readonly TextWriter _errorLines = Console.Error;
    private readonly Lazy<IAnsiConsole> _output = new(() => Open(Console.Out));
    private readonly Lazy<IAnsiConsole> _error = new(() => Open(Console.Error));

    private CommandLog? _log;

    /// <summary>The log of the running command.</summary>
    public CommandLog Log
    {
        get => _log ?? throw new InvalidOperationException("The log is not open yet: the command line has not been read.");
        set => _log = value;
    }

    /// <summary>Whether the log is open, which it is once the command line has been read.</summary>
    public bool HasLog => _log is not null;

    /// <summary>Whether every line of standard error is a JSON object.</summary>
    public bool ErrorIsJson => Log.IsJson;

    /// <summary>Whether standard output is a terminal.</summary>
    public bool OutputIsTerminal { get; } = !Console.IsOutputRedirected;

    /// <summary>Whether standard error is a terminal.</summary>
    public bool ErrorIsTerminal { get; } = !Console.IsErrorRedirected;

    /// <summary>Standard error, for live progress. Use it only if <see cref="ErrorIsTerminal"/>.</summary>
    public IAnsiConsole ErrorConsole => _error.Value;

    /// <summary>Writes a line of a result unchanged, such as JSON or SQL. The caller makes control characters in external text visible.</summary>
    public void WriteLine(string text = "") => _outputLines.WriteLine(text);

    /// <summary>Writes a table of a result: with borders on a terminal, otherwise as aligned columns.</summary>
    public void WriteTable(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        header = [.. header.Select(TerminalText.Of)];
        rows = [.. rows.Select(cells => cells.Select(TerminalText.Of).ToArray())];
        if (!OutputIsTerminal)
        {
            AlignedTable.Write(_outputLines, header, rows);
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns([.. header.Select(Markup.Escape)]);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        _output.Value.Write(table);
    }

    public void WriteNote(string text)
    {
        if (ErrorIsJson)
        {
            Log.Note(text);
        }
        else
        {
            _errorLines.WriteLine(TerminalText.Of(text));
        }
    }

    public void WriteWarning(string text)
    {
        if (ErrorIsJson)
        {
            Log.Warn(text);
        }
        else if (ErrorIsTerminal)
        {
            _error.Value.MarkupLineInterpolated($"[yellow]warning:[/] {TerminalText.Of(text)}");
        }
        else
        {
            _errorLines.WriteLine($"warning: {TerminalText.Of(text)}");
        }
    }

    /// <summary>Writes an error, on one line.</summary>
    public void WriteError(string text) => WriteError(text, TerminalText.Of(text));

    /// <summary>Writes an error.</summary>
    /// <param name="text">For programs.</param>
    /// <param name="visible">For people, perhaps on several lines, with control characters made visible.</param>
    public void WriteError(string text, string visible)
    {
        if (ErrorIsJson)
        {
            Log.Fail(text);
        }
        else if (ErrorIsTerminal)
        {
            _error.Value.MarkupLineInterpolated($"[red]error:[/] {visible}");
        }
        else
        {
            _errorLines.WriteLine($"error: {visible}");
        }
    }

    private static IAnsiConsole Open(TextWriter writer)
        => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
