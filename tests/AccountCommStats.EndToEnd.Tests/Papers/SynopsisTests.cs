using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using AccountCommStats.EndToEnd.Tests.CommandLine;
using AccountCommStats.Testing;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AccountCommStats.EndToEnd.Tests.Papers;

/// <summary>The command line accepts the commands and options that the sentences and tables of documents name, and those in messages.</summary>
public sealed partial class SynopsisTests
{
    private const string Program = "acstats";

    /// <summary>Values for placeholders that the command line would reject. It accepts all others as paths, names or texts.</summary>
    private static readonly Dictionary<string, string> Values = new()
    {
        ["N"] = "5",
        ["K/N"] = "1/2",
        ["SECONDS"] = "60",
        ["SIZE"] = "1GB",
        ["URL"] = "https://storage.example.com",
        ["NAME=VALUE"] = "app.tenant_id={organization}",
        ["A,B"] = "account-core,account-communication-stats",
        ["account-worth"] = "account-core", // The reader of docs/new-export.md has created it.
    };

    /// <summary>Options of dotnet and of the benchmarks.</summary>
    private static readonly string[] OfOthers = ["--no-build", "--acstats"];

    /// <summary>The documents, with commands in inline code, and the recorded messages, with commands in quotation marks.</summary>
    public static TheoryData<string> Documents { get; } =
    [
        .. Repository.Files.Where(file => Path.GetExtension(file) is ".md" or ".snap" && !Input().IsMatch(file) && SynopsesIn(file).Any()),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_command_line_accepts_what_the_document_names(string document)
        => Assert.All(SynopsesIn(document), synopsis => Assert.True(VariantsOf(synopsis).All(IsAccepted), synopsis));

    private static IEnumerable<string> SynopsesIn(string document)
    {
        var text = Repository.ReadText(document);
        return document.EndsWith(".md", StringComparison.Ordinal)
            ? Markdown.Parse(text).Descendants<CodeInline>().Select(code => code.Content).Where(code => Synopsis().IsMatch(code) && !OfOthers.Contains(code.Split(' ')[0]))
            : QuotedCommand().Matches(text).Select(match => match.Groups[1].Value);
    }

    /// <summary>The variants of a synopsis, one for each alternative: <c>--compression none|gzip</c> has two.</summary>
    private static IEnumerable<string[]> VariantsOf(string synopsis)
        => synopsis.Replace("...", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(
            (IEnumerable<string[]>)[[]],
            (variants, word) => from variant in variants
                                from alternative in word.Split('|')
                                select (string[])[.. variant, Values.GetValueOrDefault(alternative, alternative)]);

    /// <summary>Whether the words are a command line, or options of a command. Required options and arguments may be missing.</summary>
    private static bool IsAccepted(string[] words)
    {
        if (words[0] != Program)
        {
            return CommandTree.All.Any(each => Accepts(each.Command, words));
        }

        var (path, command) = CommandTree.All.Last(each => words[1..].AsSpan().StartsWith(each.Words));
        return Accepts(command, words[(1 + path.Length)..]);
    }

    private static bool Accepts(Command command, string[] words)
    {
        // Copies the command without its validators, because they report missing options and arguments.
        var lenient = new Command(command.Name);
        foreach (var option in command.Options.Concat(CommandTree.Root.Options.Where(option => option.Recursive)))
        {
            lenient.Options.Add(option);
        }

        foreach (var argument in command.Arguments)
        {
            lenient.Arguments.Add(argument);
        }

        var parse = lenient.Parse(words);
        return parse.UnmatchedTokens.Count == 0
            && !parse.Tokens.Any(token => token.Type == TokenType.Argument && token.Value.StartsWith('-')) // An unknown option was taken as a value.
            && !parse.Errors.Any(error => error.SymbolResult is OptionResult or ArgumentResult && error.SymbolResult.Tokens.Count > 0);
    }

    [GeneratedRegex("^(acstats [a-z]|--[a-z])")]
    private static partial Regex Synopsis();

    [GeneratedRegex("'(acstats [a-z][^'{]*)")]
    private static partial Regex QuotedCommand();

    /// <summary>Documents that are inputs of tests.</summary>
    [GeneratedRegex("^tests/.*/(Cases|cases|Shapes|Imports|Viewer|documents)/|^spec/")]
    private static partial Regex Input();
}
