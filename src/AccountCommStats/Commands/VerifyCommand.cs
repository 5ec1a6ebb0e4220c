using System.CommandLine;
using System.Globalization;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting;
using AccountCommStats.Exports;

namespace AccountCommStats.Commands;

/// <summary><c>acstats verify</c>: delivered files against their specification and manifest, with no database.</summary>
internal static class VerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "A delivered CSV file or its manifest; one of the two is enough.",
            Arity = ArgumentArity.OneOrMore,
        };
        var maxProblems = CommonOptions.WholeNumber(
            "--max-problems", "N", "Most problems to list of each file; further ones are counted.", FileVerifier.DefaultMaxProblems, 1, int.MaxValue);
        var json = new Option<bool>("--json") { Description = "Print an array of objects, one a file." };

        var command = new Command(
            "verify",
            "Verify delivered files against the specification and their manifests: header, every value, the key, rows, bytes, SHA-256, null counts. "
            + "Exit code 5: a file has problems; 3: a file cannot be read; 4: a file is of no export known here. Of several, the first in the order 3, 4, 5.")
        {
            files, maxProblems, json,
        };
        command.SetAction((parse, cancellationToken) => Task.FromResult(
            Run(terminal, parse.GetRequiredValue(files), parse.GetValue(maxProblems), parse.GetValue(json), cancellationToken)));
        return command;
    }

    private static int Run(Terminal terminal, string[] paths, int maxProblems, bool json, CancellationToken cancellationToken)
    {
        var verifications = new List<FileVerification>();
        var codes = new List<int> { ExitCode.Done };
        foreach (var path in paths)
        {
            try
            {
                var verification = Verify(path, maxProblems, cancellationToken);
                verifications.Add(verification);
                codes.Add(verification.IsGood ? ExitCode.Done : ExitCode.Violations);
                if (!json)
                {
                    Write(terminal, verification);
                }
            }
            catch (ExportException exception)
            {
                terminal.WriteError(exception.Message); // The other files are verified all the same.
                codes.Add(Acstats.CodeOf(exception));
            }
        }

        if (json)
        {
            terminal.WriteLine(ReportJson.Serialize(verifications));
        }

        return codes.Where(code => code != ExitCode.Done).DefaultIfEmpty(ExitCode.Done).Min();
    }

    private static FileVerification Verify(string path, int maxProblems, CancellationToken cancellationToken)
    {
        var delivered = DeliveredExport.Find(path);
        var export = ExportCatalog.All.FirstOrDefault(candidate => candidate.Schema.Name == delivered.ExportName);
        return export is null
            ? throw new SourceMismatchException(
                $"'{path}' is of no export known here{(delivered.ExportName is { } name ? $" ('{name}')" : "")}. Known: "
                + $"{string.Join(", ", ExportCatalog.All.Select(candidate => candidate.Schema.Name))}. "
                + "The manifest beside the file names its export, or else the file's name begins with it, before '.org-'.")
            : new FileVerifier(export.Schema, maxProblems).Verify(delivered, cancellationToken);
    }

    private static void Write(Terminal terminal, FileVerification verification)
    {
        foreach (var problem in verification.Problems)
        {
            terminal.WriteLine(problem.ToString());
        }

        var verdict = verification.IsGood ? "good"
            : verification.ProblemCount > verification.Problems.Count
                ? string.Create(CultureInfo.InvariantCulture, $"{verification.ProblemCount:N0} problems, of which {verification.Problems.Count:N0} are listed")
            : verification.ProblemCount == 1 ? "1 problem"
            : $"{verification.ProblemCount} problems";
        terminal.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{verification.File}: {verdict} ({verification.Rows:N0} rows, {verification.Bytes:N0} bytes)"));
        foreach (var remark in verification.Remarks)
        {
            terminal.WriteNote($"note: {remark}");
        }
    }
}
