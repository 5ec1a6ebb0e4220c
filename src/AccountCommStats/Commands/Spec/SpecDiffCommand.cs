using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Specifications;
using AccountCommStats.Specifications.Compatibility;
using AccountCommStats.Specs.Compatibility;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec diff</c>: shows what changed for customers.</summary>
internal static class SpecDiffCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("old new")
        {
            Description = "Two documents. Default: each document of spec/ and the one in spec/shipped/ that customers have.",
            Arity = new ArgumentArity(0, 2),
        };
        var json = new Option<bool>("--json") { Description = "Print an array of objects, one for each pair of documents." };

        var command = new Command(
            "diff",
            "List every change of a specification and whom it breaks, which depends on how customers read the file. The exit code is"
                + $" {ExitCode.Mismatch} if a change breaks them and no waiver allows it.")
        {
            files, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(files) is { Length: 1 })
            {
                result.AddError("Give two documents to compare, the old one and the new one, or none.");
            }
        });
        command.SetAction(parse =>
        {
            var pairs = parse.GetValue(files) is [var old, var current]
                ? [DocumentPair.Compare(old, current)]
                : ShippedPairs(terminal);
            if (parse.GetValue(json))
            {
                terminal.WriteJson(pairs.Select(ReviewJson.Of), ReviewJsonContext.Shared.IEnumerableReviewJson);
            }
            else
            {
                Print(terminal, pairs);
            }

            return pairs.Any(pair => pair.IsBreaking) ? ExitCode.Mismatch : ExitCode.Done;
        });
        return command;
    }

    private static List<DocumentPair> ShippedPairs(Terminal terminal)
    {
        var pairs = new List<DocumentPair>();
        foreach (var path in SpecificationPaths.Resolve([]))
        {
            var shipped = ShippedSpecifications.PathOf(path);
            if (File.Exists(shipped))
            {
                pairs.Add(DocumentPair.Compare(shipped, path));
            }
            else
            {
                terminal.WriteNote($"{path}: has not been shipped; 'acstats spec ship' records what customers receive");
            }
        }

        return pairs;
    }

    private static void Print(Terminal terminal, IReadOnlyList<DocumentPair> pairs)
    {
        foreach (var pair in pairs)
        {
            foreach (var line in ReviewText.Lines(pair.Review))
            {
                terminal.WriteLine(line);
            }

            var changes = pair.Review.Changes;
            var breaking = changes.Count(change => change.Waiver is null && change.Finding.Severity == Severity.Error);
            terminal.WriteNote($"{pair.OldPath} -> {pair.NewPath} (compatibility {ReadingModes.NameOf(pair.Review.Mode)}): "
                + (changes.Count == 0 ? "no change to the columns" : $"{CountText.Of(changes.Count, "change")}, {breaking} breaking"));
        }
    }
}
