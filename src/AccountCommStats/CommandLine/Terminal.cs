using Spectre.Console;

namespace AccountCommStats.CommandLine;

/// <summary>
/// Where output goes: results to standard output, everything else to standard error. On a terminal with colours, tables and
/// progress; otherwise as plain lines that other programs can read.
/// </summary>
internal sealed class Terminal
{
    private readonly TextWriter _outputLines = Console.Out;
    private readonly TextWriter _errorLines = Console.Error;
    private readonly Lazy<IAnsiConsole> _output = new(() => Open(Console.Out));
    private readonly Lazy<IAnsiConsole> _error = new(() => Open(Console.Error));

    /// <summary>Whether standard output is a terminal.</summary>
    public bool OutputIsTerminal { get; } = !Console.IsOutputRedirected;

    /// <summary>Whether standard error is a terminal.</summary>
    public bool ErrorIsTerminal { get; } = !Console.IsErrorRedirected;

    /// <summary>Standard error, for live progress. Only where <see cref="ErrorIsTerminal"/>.</summary>
    public IAnsiConsole ErrorConsole => _error.Value;

    /// <summary>Writes a line of a result.</summary>
    public void WriteLine(string text = "") => _outputLines.WriteLine(text);

    /// <summary>Writes a table of a result: with borders on a terminal, otherwise as aligned columns.</summary>
    public void WriteTable(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
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

    /// <summary>Writes a line about what is going on.</summary>
    public void WriteNote(string text) => _errorLines.WriteLine(text);

    /// <summary>Writes what went wrong.</summary>
    public void WriteError(string text)
    {
        if (ErrorIsTerminal)
        {
            _error.Value.MarkupLineInterpolated($"[red]error:[/] {text}");
        }
        else
        {
            _errorLines.WriteLine($"error: {text}");
        }
    }

    private static IAnsiConsole Open(TextWriter writer)
        => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
