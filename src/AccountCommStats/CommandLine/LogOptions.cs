using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace AccountCommStats.CommandLine;

/// <summary>The options <c>--log-level</c> and <c>--log-format</c>.</summary>
internal sealed class LogOptions
{
    private const string Json = "json";

    private readonly Option<string> _level = new("--log-level")
    {
        Description = "What is logged to standard error. Never secrets, never values of rows.",
        HelpName = "trace|debug|information|warning|error|none",
        DefaultValueFactory = _ => "warning",
    };

    private readonly Option<string> _format = new("--log-format")
    {
        Description = "The form of the log lines.",
        HelpName = "text|json",
        DefaultValueFactory = _ => "text",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _level.AcceptOnlyFromAmong("trace", "debug", "information", "warning", "error", "none");
        _format.AcceptOnlyFromAmong("text", Json);
        command.Options.Add(_level);
        command.Options.Add(_format);
    }

    /// <summary>Opens the log.</summary>
    public CommandLog Open(ParseResult parse)
    {
        var level = Enum.Parse<LogLevel>(parse.GetRequiredValue(_level), ignoreCase: true);
        var isJson = parse.GetValue(_format) == Json;
        var factory = LoggerFactory.Create(builder =>
        {
            builder.SetMinimumLevel(level);
            if (isJson)
            {
                builder.AddJsonConsole(options =>
                {
                    options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                    options.UseUtcTimestamp = true;
                });
            }
            else
            {
                builder.AddSimpleConsole(options =>
                {
                    options.SingleLine = true;
                    options.TimestampFormat = "yyyy-MM-dd HH:mm:ss'Z' ";
                    options.UseUtcTimestamp = true;
                });
            }

            builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        });
        return new CommandLog(factory, isJson);
    }
}
