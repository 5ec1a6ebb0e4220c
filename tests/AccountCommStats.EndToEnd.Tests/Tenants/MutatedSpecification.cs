using System.Text.RegularExpressions;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.EndToEnd.Tests.Tenants;

/// <summary>A damaged specification: tokens of one of its SQL files are removed, duplicated, swapped or replaced.</summary>
/// <param name="sound">The specification to damage.</param>
internal sealed partial class MutatedSpecification(Random random, SpecificationSource sound)
{
    private static readonly string[] Fragments =
    [
        "\0", "\u00a0", "'", "\"", "(", ")", "[", "]", "@", "::", "e'", "$$", "/*", "--", "*", ";", ",", ".", "union", "lateral", "count(", "now()", "users", "customer.", "1e", "@as_of",
        "é", "'\\'", "select", "from", "where", "group by", "null", "case", "end", "and", "or", "not", "over ()", "@first_key", "as", "\n", "-1", "'x'", "::text", "::date", "filter",
    ];

    private readonly string[] _tokens = [.. Files(sound).SelectMany(file => Token().Matches(file.Text).Select(match => match.Value)).Where(token => !string.IsNullOrWhiteSpace(token)).Distinct()];

    /// <summary>The specification with one file changed at one to three places.</summary>
    public SpecificationSource Next(out string description)
    {
        var files = Files(sound);
        var file = files[random.Next(files.Count)];
        var tokens = Token().Matches(file.Text).Select(match => match.Value).ToList();
        var edits = new List<string>();
        for (var i = Math.Max(random.Next(-4, 4), 1); i > 0; i--)
        {
            var places = Enumerable.Range(0, tokens.Count).Where(place => !string.IsNullOrWhiteSpace(tokens[place]) && !tokens[place].StartsWith("--", StringComparison.Ordinal)).ToList();
            var (at, other) = (places[random.Next(places.Count)], places[random.Next(places.Count)]);
            edits.Add($"at '{tokens[at]}'");
            switch (random.Next(7))
            {
                case 0:
                    tokens[at] = "";
                    break;
                case 1:
                    tokens[at] += " " + tokens[at];
                    break;
                case 2:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 3:
                    tokens[at] = Fragments[random.Next(Fragments.Length)];
                    break;
                case 4 or 5:
                    // Replacing a word with another word of the same file can yield SQL that still parses but means something else.
                    var words = places.Where(place => char.IsAsciiLetter(tokens[place][0])).ToList();
                    tokens[words[random.Next(words.Count)]] = tokens[words[random.Next(words.Count)]];
                    break;
                default:
                    tokens[at] = _tokens[random.Next(_tokens.Length)];
                    break;
            }
        }

        var mutated = file with { Text = string.Concat(tokens) };
        description = $"{file.Path} {string.Join(", ", edits)}\n{mutated.Text}";
        return sound with
        {
            Relations = Replaced(sound.Relations),
            SharedRelations = Replaced(sound.SharedRelations),
            SystemRelations = Replaced(sound.SystemRelations),
            Sources = sound.Sources with { Files = Replaced(sound.Sources.Files) },
        };

        EquatableArray<SourceFile> Replaced(EquatableArray<SourceFile> all) => new(all.Select(one => one.Path == mutated.Path ? mutated : one));
    }

    /// <summary>The files of a specification.</summary>
    public static IReadOnlyList<SourceFile> Files(SpecificationSource source)
        => [.. source.Sources.Files.Concat(source.Relations).Concat(source.SharedRelations).Concat(source.SystemRelations)];

    [GeneratedRegex(@"--[^\n]*|[A-Za-z_]\w*|\d+(?:\.\d+)?|'[^']*'|@\w+|\s+|::|<=|>=|<>|->>?|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
