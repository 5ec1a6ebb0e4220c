using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.CommandLine;

/// <summary>
/// Describes the errors of a command line. A message shows an argument only if it cannot be part of a password: a password with a space
/// arrives in pieces if it is not quoted, and after a misspelled <c>--source</c> it is in an argument of its own.
/// </summary>
internal static partial class UsageErrors
{
    private const string NotRepeated = "It is not repeated here, because it may be part of a password.";

    /// <summary>Finds the errors.</summary>
    public static IReadOnlyList<string> Of(ParseResult parse, string[] args)
    {
        var unmatched = parse.UnmatchedTokens.ToHashSet();
        var errors = unmatched.Select(token => Unmatched(parse.CommandResult, token, args));
        var others = parse.Errors
            .Where(error => !unmatched.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)))
            .Select(error => parse.Tokens
                .Where(token => token.Type == TokenType.Argument && token.Value.Length > 0 && !MayBeShown(token.Value))
                .Aggregate(OnOneLine(error.Message), (message, token) => message.Replace(token.Value, "...", StringComparison.Ordinal)));
        return [.. errors.Concat(others).Concat(Empty(parse.CommandResult)).Concat(Misplaced(parse.CommandResult, args)).Distinct()];
    }

    /// <summary>The error for an option that does not exist.</summary>
    /// <param name="command">The command it was given to.</param>
    /// <param name="token">What was written.</param>
    public static string NoSuchOption(CommandResult command, string token)
    {
        var name = OptionName().Match(token).Value;
        var known = new List<string>();
        for (SymbolResult? result = command; result is not null; result = result.Parent)
        {
            known.AddRange((result as CommandResult)?.Command.Options.Where(option => result == command || option.Recursive)
                .SelectMany(option => option.Aliases.Prepend(option.Name)) ?? []);
        }

        return $"There is no option '{name}'.{Suggestion(name, known)}";
    }

    /// <summary>An argument, hidden if it may be secret.</summary>
    public static string Shown(string argument) => MayBeShown(argument) ? $"'{argument}'" : "'...'";

    /// <summary>A message of the library on one line. The library lists the values of an option on separate lines.</summary>
    private static string OnOneLine(string message)
        => message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries) is [var first, .. { Length: > 0 } values]
            ? $"{first} {string.Join(", ", values.Select(value => value.Trim()))}."
            : message;

    private static bool MayBeShown(string argument) => Plain().IsMatch(argument);

    private static string Unmatched(CommandResult command, string token, string[] args)
    {
        if (OptionName().IsMatch(token))
        {
            return NoSuchOption(command, token);
        }

        var commands = command.Command.Subcommands.Select(one => one.Name).ToList();
        return commands.Count > 0 && Word().IsMatch(token)
            ? $"There is no command '{token}'.{Suggestion(token, commands)}"
            : $"{Place(token, args)} is not expected. {NotRepeated} Quote values that contain spaces or &.";
    }

    /// <summary>The errors for empty values, which often come from an unset shell variable.</summary>
    private static IEnumerable<string> Empty(CommandResult command)
        => from result in command.Children
           where result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value))
           select result is OptionResult { Option.Name: var name } ? $"{name} is empty." : "An argument is empty.";

    /// <summary>
    /// The errors for sources given as an argument or as the value of another option. A later error about that value would repeat the source.
    /// </summary>
    private static IEnumerable<string> Misplaced(CommandResult command, string[] args)
        => from result in command.Children
           from token in result.Tokens
           where !StorageAddress().IsMatch(token.Value) && result switch
           {
               OptionResult { Option.Name: StorageOptions.EndpointName } => false, // This is a URL. The option's own error does not repeat it.
               ArgumentResult or OptionResult { Option.HelpName: "PATH" or "DIR" } =>
                   !SourceAddress.IsPath(token.Value) && (!MayBeShown(token.Value) || Source().IsMatch(token.Value)),
               OptionResult { Option.Name: var name } => name != CommonOptions.SourceName && Source().IsMatch(token.Value) && !Path.Exists(token.Value),
               _ => false,
           }
           select $"{Place(token.Value, args)} looks like a source, which belongs to {CommonOptions.SourceName} or {CommonOptions.SourceVariable}. {NotRepeated}";

    private static string Place(string token, string[] args)
    {
        var index = Array.FindIndex(args, arg => arg == token || arg.EndsWith($"={token}", StringComparison.Ordinal));
        return index < 0 ? "An argument" : $"Argument {index + 1}";
    }

    private static string Suggestion(string word, IEnumerable<string> known)
        => NearestWord.To(word, known) is { } nearest ? $" Did you mean {nearest}?" : "";

    /// <summary>
    /// Arguments that may be shown: words, numbers, file names, times, and shell patterns, which the shell passes on if no file matches.
    /// </summary>
    [GeneratedRegex(@"^[A-Za-z0-9_.,+/\\ *-]{1,64}$|^[0-9TZ:.+ -]{1,64}$")]
    private static partial Regex Plain();

    [GeneratedRegex("^--?[A-Za-z][A-Za-z-]{0,30}(?=$|[=:])|^-[A-Za-z](?=.)")]
    private static partial Regex OptionName();

    [GeneratedRegex("^[a-z][a-z-]{0,20}$", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    /// <summary>An address in object storage, in a form that cannot hold credentials.</summary>
    [GeneratedRegex(@"^s3://[^@:?#\s]*$")]
    private static partial Regex StorageAddress();

    [GeneratedRegex(@"://|:.*@|^\W?(jdbc:|postgres(ql)?[:/+])|\bp(ass)?(word|wd)[\s=:]|^psql\s", RegexOptions.IgnoreCase)]
    private static partial Regex Source();
}
