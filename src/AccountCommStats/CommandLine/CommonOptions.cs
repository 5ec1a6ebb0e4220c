using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AccountCommStats.CommandLine;

/// <summary>Options that mean the same on every command that has them.</summary>
internal static class CommonOptions
{
    /// <summary>The environment variable that stands in for <c>--source</c>.</summary>
    public const string SourceVariable = "ACSTATS_SOURCE";

    /// <summary>The organisation whose data is meant.</summary>
    public static Option<long> Organization(string description) => new("--organization", "-o")
    {
        Description = description,
        HelpName = "ID",
    };

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> WholeNumber(string name, string helpName, string description, int defaultValue, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => defaultValue };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError($"{name} takes a whole number from {least} to {most}.");
            }
        });
        return option;
    }

    /// <summary>Where the data comes from or goes to.</summary>
    public static Option<string> Source()
    {
        var option = new Option<string>("--source", "-s")
        {
            Description = $"A PostgreSQL URI or Npgsql connection string, or the path of a DuckDB file. Default: the environment variable {SourceVariable}.",
            HelpName = "SOURCE",
            DefaultValueFactory = result =>
            {
                if (Environment.GetEnvironmentVariable(SourceVariable) is { Length: > 0 } source)
                {
                    return source;
                }

                result.AddError($"No source: give --source, or set the environment variable {SourceVariable}.");
                return "";
            },
        };
        return option;
    }

    /// <summary>Where the data comes from, on a command that can do something without; empty where nothing was given.</summary>
    public static Option<string> OptionalSource()
    {
        var option = Source();
        option.DefaultValueFactory = _ => Environment.GetEnvironmentVariable(SourceVariable) ?? "";
        return option;
    }

    /// <summary>The folder that files are written to.</summary>
    public static Option<string> Output(string description) => new("--output", "-d")
    {
        Description = description,
        HelpName = "DIR",
    };

    /// <summary>The moment the export speaks of.</summary>
    public static Option<DateTime?> AsOf() => new("--as-of")
    {
        Description = "The moment the export speaks of, such as 2025-03-31 or 2025-03-31T12:00:00Z; UTC unless it has an offset. Default: when the snapshot is taken.",
        HelpName = "TIME",
        CustomParser = ParseInstant,
    };

    private static DateTime? ParseInstant(ArgumentResult result)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var text = result.Tokens.Single().Value;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out var instant))
        {
            result.AddError($"--as-of: '{text}' is no time: write it like 2025-03-31 or 2025-03-31T12:00:00Z.");
            return null;
        }

        if (instant.Ticks % TimeSpan.TicksPerMicrosecond != 0)
        {
            result.AddError($"--as-of: '{text}' is finer than a microsecond, which no source can tell apart: write at most six digits after the second.");
            return null;
        }

        return instant;
    }
}
