using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace AccountCommStats.Tests.Papers;

/// <summary>The words of code, messages, comments and documents: American spelling, and the terms of this field.</summary>
/// <remarks>
/// Ignores the users' documents, the inputs of tests and recorded outputs. A single word in quotes is a value of the data, or a
/// JSON key, and stays as it is.
/// </remarks>
public sealed partial class WordTests
{
    /// <summary>Words to avoid, with what to write instead. They are found in any case and also inside identifiers.</summary>
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["afterwards"] = "afterward", ["ageing"] = "aging", ["amongst"] = "among", ["analyse"] = "analyze", ["artefact"] = "artifact",
        ["behaviour"] = "behavior", ["cancelled"] = "canceled", ["cancelling"] = "canceling", ["catalogue"] = "catalog",
        ["centre"] = "center", ["colour"] = "color", ["colours"] = "colors", ["defence"] = "defense", ["favour"] = "favor",
        ["fulfil"] = "fulfill", ["grey"] = "gray", ["honour"] = "honor", ["honours"] = "honors", ["judgement"] = "judgment",
        ["labelled"] = "labeled", ["labelling"] = "labeling", ["learnt"] = "learned", ["licence"] = "license", ["modelled"] = "modeled",
        ["modelling"] = "modeling", ["neighbour"] = "neighbor", ["neighbours"] = "neighbors", ["neighbouring"] = "neighboring",
        ["practise"] = "practice", ["programme"] = "program", ["signalled"] = "signaled", ["spelt"] = "spelled", ["towards"] = "toward",
        ["travelled"] = "traveled", ["unlabelled"] = "unlabeled", ["whilst"] = "while",
        ["bench"] = "tools", ["blanks"] = "whitespace, spaces", ["grave"] = "severe, severity", ["gravest"] = "most severe",
        ["lest"] = "so that ... not", ["mend"] = "fix", ["mended"] = "fixed", ["moment"] = "time, as-of time", ["moments"] = "times",
        ["patience"] = "timeout", ["riddle"] = "question",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Correct words that end like British spellings.</summary>
    private static readonly FrozenSet<string> SpelledWithS = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "advise", "advised", "arise", "arises", "bitwise", "clockwise", "comprise", "comprises", "compromise", "concise", "devise", "disguise",
        "enterprise", "exercise", "exercised", "exercises", "likewise", "memberwise", "noise", "otherwise", "precise", "premise", "promise",
        "promised", "promises", "promising", "raise", "raised", "raises", "raising", "revise", "revised", "revises", "rise", "rises", "rising",
        "supervise", "supervised", "surprise", "surprised", "surprises", "wise", "unwise", "ise");

    private static readonly string[] Phrases =
    [
        "as good as", "by and by", "hold against", "held against", "how grave", "moment it speaks of", "speaks of", "takes for granted", "take for granted",
        "white space", "without a word", "(s)",
    ];

    /// <summary>
    /// Words that others chose, and the file that may use each: SQL keywords, words of other people's databases, a name of the
    /// framework.
    /// </summary>
    private static readonly (string Word, string File)[] Quoted =
    [
        ("analyse", "generator/AccountCommStats.Specs/Sql/SqlWords.cs"),
        ("analyse", "src/AccountCommStats.Exporting/Catalogs/SqlSpelling.cs"),
        ("organisation", "src/AccountCommStats/SourceTables/Drafts/Vocabulary.cs"),
        ("cancelled", "spec/source/reference/schema.sql"),
    ];

    [Fact]
    public void Everything_uses_the_words_of_this_field()
    {
        var files = Repository.Files.Where(file => TextFile().IsMatch(file) && !Data().IsMatch(file)).ToList();
        var faults = files.SelectMany(file => FaultsOf(file, Repository.ReadText(file))).ToList();

        Assert.True(files.Count > 500);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("// The neighbour of it.", "neighbour: write neighbor")]
    [InlineData("bool IsCancelled;", "Cancelled: write canceled")]
    [InlineData("void NormaliseName()", "Normalise: spell it with z")]
    [InlineData("const int MostRows = 1;", "MostRows: write Maximum")]
    [InlineData("var leastWork = 1;", "leastWork: write minimum")]
    [InlineData("The moment it speaks of.", "moment it speaks of")]
    public void A_word_of_another_field_or_spelling_is_reported(string line, string fault)
        => Assert.Contains(FaultsOf("a.cs", line), found => found.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("status <> 'cancelled' or \"cancelled\" or `cancelled`")]
    [InlineData("LeastPrivilege.At(most, least, greatest, otherwise)")]
    public void Values_and_terms_are_not(string line) => Assert.Empty(FaultsOf("a.cs", line));

    private static IEnumerable<string> FaultsOf(string file, string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (var fault in FaultsOf(lines[i]).Where(fault => !Quoted.Any(quoted => quoted.File == file && fault.StartsWith(quoted.Word, StringComparison.Ordinal))))
            {
                yield return $"{file}({i + 1}): {fault}";
            }
        }
    }

    private static IEnumerable<string> FaultsOf(string line)
        => Word().Matches(line)
            .Where(match => !IsValue(line, match))
            .Select(match => Words.TryGetValue(match.Value, out var better) ? $"{match.Value}: write {better}"
                : SpelledLikeBritish().IsMatch(match.Value) && !SpelledWithS.Contains(match.Value) ? $"{match.Value}: spell it with z" : null)
            .OfType<string>()
            .Concat(Extreme().Matches(line).Select(match => $"{match.Value}: write {Better(match.Value)}"))
            .Concat(Phrases.Where(phrase => line.Contains(phrase, StringComparison.OrdinalIgnoreCase)));

    private static bool IsValue(string line, Match word)
        => word.Index > 0 && word.Index + word.Length < line.Length
            && "'\"`>".Contains(line[word.Index - 1], StringComparison.Ordinal) && "'\"`<".Contains(line[word.Index + word.Length], StringComparison.Ordinal);

    private static string Better(string identifier) => (char.IsLower(identifier[0]), identifier.StartsWith("most", StringComparison.OrdinalIgnoreCase)) switch
    {
        (true, true) => "maximum",
        (true, false) => "minimum",
        (false, true) => "Maximum",
        _ => "Minimum",
    };

    /// <summary>A word of prose, or a part of an identifier.</summary>
    [GeneratedRegex("[A-Z]?[a-z]+")]
    private static partial Regex Word();

    [GeneratedRegex("^[a-z]{2,}is(e|ed|es|er|ers|ing|ation|ations)$", RegexOptions.IgnoreCase)]
    private static partial Regex SpelledLikeBritish();

    /// <summary>An identifier that begins with most or least, except for the term least privilege.</summary>
    [GeneratedRegex(@"\b([mM]ost|[lL]east)(?!Privilege)[A-Z]\w*")]
    private static partial Regex Extreme();

    [GeneratedRegex(@"\.(cs|md|sh|sql|csproj|props|targets)$|/run$")]
    private static partial Regex TextFile();

    /// <summary>Files that are not checked: documents of users, inputs of tests, and this file with its lists.</summary>
    [GeneratedRegex(@"^spec/[^/]+\.md$|^tests/.*/(Cases|cases|Shapes|Imports|Viewer|documents)/|^tests/.*\.md$(?<!Benchmarks/README\.md)|/WordTests\.cs$")]
    private static partial Regex Data();
}
