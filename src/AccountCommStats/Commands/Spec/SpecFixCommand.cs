using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Specifications;
using AccountCommStats.Specifications.Fixing;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec fix</c>: mends what needs no decision.</summary>
internal static class SpecFixCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("file") { Description = SpecificationPaths.Description, Arity = ArgumentArity.ZeroOrMore };
        var write = new Option<bool>("--write") { Description = "Change the documents. Without it only the difference is shown." };
        var align = new Option<bool>("--align")
        {
            Description = "Align the pipes of every column table. Without it only those tables are aligned in which most rows were.",
        };

        var command = new Command(
            "fix",
            "Number the rows, correct section and total counts, and spell types and Yes and No as usual; tables whose pipes were aligned"
                + " stay so. Nothing else of a document is touched. Prints the difference. What is left to do by hand goes to standard"
                + $" error; the exit code is {ExitCode.Mismatch} if an error is among it.")
        {
            files, write, align,
        };
        command.SetAction(parse =>
        {
            var hasErrors = false;
            foreach (var path in SpecificationPaths.Resolve(parse.GetValue(files) ?? []))
            {
                hasErrors |= Fix(terminal, path, parse.GetValue(write), parse.GetValue(align));
            }

            return hasErrors ? ExitCode.Mismatch : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Fixes one document.</summary>
    /// <returns>Whether errors are left.</returns>
    private static bool Fix(Terminal terminal, string path, bool write, bool align)
    {
        var document = DocumentText.Read(path);
        var before = new SourceFile(path, document.Text);
        var after = before with { Text = DocumentFix.Of(before, align) };
        var difference = UnifiedDiff.Of(path, before.Text, after.Text);
        if (difference.Length > 0)
        {
            terminal.WriteLine(difference);
        }

        if (write && after != before)
        {
            (document with { Text = after.Text }).Write(path);
        }

        terminal.WriteNote(after == before
            ? $"{path}: nothing to fix"
            : write ? $"{path}: fixed" : $"{path}: not changed yet; run again with --write");

        var left = DocumentReader.Read(after).Findings;
        FindingLines.Write(terminal, left);
        return left.Any(finding => finding.Severity == Severity.Error);
    }
}
