using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace AccountCommStats.CommandLine;

/// <summary>Options that several commands share.</summary>
internal static partial class CommonOptions
{
    private const int EarliestYear = 1900;

    /// <summary>The environment variable that is read if <c>--source</c> is not given.</summary>
    public const string SourceVariable = "ACSTATS_SOURCE";

    /// <summary>The option that names the source.</summary>
    public const string SourceName = "--source";

    /// <summary>The option for one organization.</summary>
    public static Option<long> Organization(string description)
    {
        var option = Number("--organization", "ID", description, long.MinValue, long.MaxValue);
        option.Aliases.Add("-o");
        option.Required = true;
        return option;
    }

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> WholeNumber(string name, string helpName, string description, int defaultValue, int minimum, int maximum)
    {
        var option = Number(name, helpName, description, minimum, maximum);
        option.DefaultValueFactory = _ => defaultValue;
        return option;
    }

    /// <summary>A number within bounds.</summary>
    public static Option<T> Number<T>(string name, string helpName, string description, T minimum, T maximum)
        where T : struct, INumber<T>
    {
        var (kind, style) = typeof(T) == typeof(double) ? ("a number", NumberStyles.Float) : ("a whole number", NumberStyles.AllowLeadingSign);
        return new Option<T>(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                if (T.TryParse(result.Tokens[^1].Value, style, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
                {
                    return value;
                }

                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be {kind} from {minimum} to {maximum}."));
                return default;
            },
        };
    }

    /// <summary>The folder that files are written to.</summary>
    public static Option<string> Output(string description) => new("--output", "-d")
    {
        Description = description,
        HelpName = "DIR",
    };

    /// <summary>The as-of time of the export.</summary>
    public static Option<DateTime?> AsOf() => new("--as-of")
    {
        Description = "The as-of time of the export, such as 2025-03-31 or 2025-03-31T12:00:00Z; UTC unless it has an offset. Default: the time of the snapshot.",
        HelpName = "TIME",
        CustomParser = ParseInstant,
    };

    private static DateTime? ParseInstant(ArgumentResult result)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var text = result.Tokens[^1].Value;
        // The form is checked first, because the framework would also accept 03.04.2025, 12:00 and Dec 10, and would misread them.
        if (!Instant().IsMatch(text) || !DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out var instant) || instant.Year < EarliestYear)
        {
            result.AddError(
                $"--as-of is {UsageErrors.Shown(text)}, which is not a time: write one from the year {EarliestYear} on, as in 2025-03-31, "
                + "2025-03-31T12:00:00 (both UTC) or 2025-03-31T12:00:00+02:00.");
            return null;
        }

        if (instant.Ticks % TimeSpan.TicksPerMicrosecond != 0)
        {
            result.AddError($"--as-of: '{text}' has fractions of a microsecond, which sources do not store: write at most six digits after the seconds.");
            return null;
        }

        return instant;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)?)?\z")]
    private static partial Regex Instant();
}
