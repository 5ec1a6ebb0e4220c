using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.CommandLine;

/// <summary>The options <c>--log-level</c> and <c>--log-format</c>, which every command has.</summary>
internal sealed class LogOptions
{
    private const string Json = "json";

    private readonly Option<string> _level = new("--log-level")
    {
        Description = "The minimum level of what is logged to standard error. Secrets and values of rows are never logged.",
        HelpName = "trace|debug|information|warning|error|none",
        DefaultValueFactory = _ => "warning",
        Recursive = true,
    };

    private readonly Option<string> _format = new("--log-format")
    {
        Description = "The format of the lines on standard error. json: each line is an object, including errors and warnings.",
        HelpName = "text|json",
        DefaultValueFactory = _ => "text",
        Recursive = true,
    };

    /// <summary>Adds the options to a command and all its subcommands.</summary>
    public void AddTo(Command command)
    {
        _level.AcceptOnlyFromAmong("trace", "debug", "information", "warning", "error", "none");
        _format.AcceptOnlyFromAmong("text", Json);
        command.Options.Add(_level);
        command.Options.Add(_format);
    }

    /// <summary>Opens the log, even if the command line has errors.</summary>
    public CommandLog Open(ParseResult parse)
    {
        var level = Enum.TryParse<LogLevel>(TextOf(parse, _level), ignoreCase: true, out var named) ? named : LogLevel.Warning;
        var isJson = TextOf(parse, _format) == Json;
        return new CommandLog(
            new LineLogger(Console.Error, CommandLog.Category, level < LogLevel.Information ? level : LogLevel.Information, isJson),
            new LineLogger(Console.Error, CommandLog.ExporterCategory, level, isJson),
            isJson);
    }

    /// <summary>An option's value as the user typed it. Getting the parsed value would throw if the option has an error.</summary>
    private static string? TextOf(ParseResult parse, Option option)
        => parse.GetResult(option) is { Tokens: [.., { Value: var text }] } ? text : null;
}
