using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Specifications;
using AccountCommStats.Specifications.Compatibility;
using AccountCommStats.Specifications.Findings;
using AccountCommStats.Specifications.Planning;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec lint</c>: reports what the compiler would report, without a compiler.</summary>
internal static class SpecLintCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("file") { Description = SpecificationPaths.Description, Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<string>("--format")
        {
            Description = "How to print the findings.",
            DefaultValueFactory = _ => FindingsFormat.All[0].Name,
        };
        format.AcceptOnlyFromAmong([.. FindingsFormat.All.Select(one => one.Name)]);
        var json = new Option<bool>("--json") { Description = "The same as --format json." };
        var warningsAsErrors = new Option<bool>("--warnings-as-errors") { Description = "Treat every warning as an error." };

        var sources = SpecificationPaths.CreateSourcesOption();
        var command = new Command(
            "lint",
            "Check specifications as the build does: the document, its relations and source tables, and what changed since it was shipped. Findings go to"
                + $" standard output; the exit code is {ExitCode.Mismatch} if one is an error.")
        {
            files, format, json, warningsAsErrors, sources,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetResult(format) is { Implicit: false })
            {
                result.AddError("--json and --format both say how to print the findings: give one of them.");
            }
        });
        command.SetAction(parse =>
        {
            var paths = SpecificationPaths.Resolve(parse.GetValue(files) ?? []);
            var findings = new List<Finding>();
            foreach (var path in paths)
            {
                var source = SpecificationFiles.Read(path, parse.GetValue(sources)) with { Shipped = ShippedSpecifications.Of(path) };
                var result = SpecificationReader.Read(source);
                var found = result.Findings.Concat(result.Model is { } model ? QueryPlanning.Check(source, model) : []);

                // Specifications can share source tables, so a finding in such a table is listed only once.
                findings = [.. findings.Union(parse.GetValue(warningsAsErrors) ? found.Select(AsError) : found)];
            }

            var text = FindingsFormat.Of(parse.GetValue(json) ? "json" : parse.GetValue(format)!).Print(findings);
            if (text.Length > 0)
            {
                terminal.WriteLine(text);
            }

            return Summarize(terminal, paths.Count, findings);
        });
        return command;
    }

    private static Finding AsError(Finding finding)
        => finding.Severity == Severity.Warning ? finding with { Severity = Severity.Error } : finding;

    private static int Summarize(Terminal terminal, int documents, List<Finding> findings)
    {
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        var warnings = findings.Count(finding => finding.Severity == Severity.Warning);
        var checkedFiles = CountText.Of(documents, "specification");
        terminal.WriteNote(errors + warnings == 0
            ? $"{checkedFiles} checked: nothing wrong"
            : $"{checkedFiles} checked: {CountText.Of(errors, "error")}, {CountText.Of(warnings, "warning")}");
        return errors > 0 ? ExitCode.Mismatch : ExitCode.Done;
    }
}
