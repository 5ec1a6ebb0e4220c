using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Specifications;
using AccountCommStats.Specifications.Fixing;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec fix</c>: fixes those problems of a document that need no decision.</summary>
internal static class SpecFixCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("file") { Description = SpecificationPaths.Description, Arity = ArgumentArity.ZeroOrMore };
        var write = new Option<bool>("--write") { Description = "Change the documents. Default: only show the difference." };
        var align = new Option<bool>("--align")
        {
            Description = "Align the pipes of every column table. Default: align only tables in which most rows are aligned.",
        };

        var json = new Option<bool>("--json") { Description = "Print an array of objects, one per document." };

        var command = new Command(
            "fix",
            "Number the rows, correct section and total counts, and normalize the spelling of types, Yes and No. Aligned tables stay aligned;"
                + " nothing else in a document changes. Prints the difference. What has to be fixed by hand is reported on standard"
                + $" error; the exit code is {ExitCode.Mismatch} if there are errors.")
        {
            files, write, align, json,
        };
        command.SetAction(parse =>
        {
            var hasErrors = false;
            var fixes = new List<FixJson>();
            foreach (var path in SpecificationPaths.Resolve(parse.GetValue(files) ?? []))
            {
                var (fix, left) = Fix(path, parse.GetValue(write), parse.GetValue(align));
                fixes.Add(fix);
                hasErrors |= left.Any(finding => finding.Severity == Severity.Error);
                if (!parse.GetValue(json))
                {
                    Report(terminal, fix);
                }

                FindingLines.Write(terminal, left);
            }

            if (parse.GetValue(json))
            {
                terminal.WriteJson(fixes, SpecJson.Shared.IReadOnlyListFixJson);
            }

            return hasErrors ? ExitCode.Mismatch : ExitCode.Done;
        });
        return command;
    }

    private static (FixJson Fix, IReadOnlyList<Finding> Left) Fix(string path, bool write, bool align)
    {
        var document = DocumentText.Read(path);
        var before = new SourceFile(path, document.Text);
        var after = before with { Text = DocumentFix.Of(before, align) };
        if (write && after != before)
        {
            (document with { Text = after.Text }).Write(path);
        }

        var left = DocumentReader.Read(after).Findings;
        var changes = UnifiedDiff.Of(path, before.Text, after.Text);
        return (new FixJson(path, changes, write && after != before, [.. left.Select(FindingLines.Format)]), left);
    }

    private static void Report(Terminal terminal, FixJson fix)
    {
        if (fix.Changes.Length > 0)
        {
            terminal.WriteLine(fix.Changes);
        }

        terminal.WriteNote(fix.Changes.Length == 0 ? $"{fix.Path}: nothing to fix"
            : fix.IsWritten ? $"{fix.Path}: fixed"
            : $"{fix.Path}: not changed yet; run again with --write");
    }
}
