using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccountCommStats.CommandLine;
using AccountCommStats.Comparison;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exports;

namespace AccountCommStats.Commands;

/// <summary><c>acstats diff</c>: compares two exports of one organization by key.</summary>
internal static class DiffCommand
{
    // The exit codes are those of diff and grep, because scripts test for them.
    private const int Different = 1;
    private const int NotCompared = 2;

    private const string Text = "text";
    private const string JsonLines = "jsonl";
    private const string Page = "html";
    private const int ExamplesOfPage = 10;

    public static Command Create(Terminal terminal)
    {
        var old = new Argument<string>("OLD") { Description = "A delivered file, its manifest, or a folder, whose newest export is used." };
        var @new = new Argument<string>("NEW") { Description = "The export to compare it with." };
        var export = ExportOption.Create();
        export.Description = $"Of folders: {export.Description}";
        var organization = new Option<string?>("--organization", "-o") { Description = "The organization, if a folder has exports of several.", HelpName = "ID" };
        var columns = new Option<string[]>("--columns") { Description = "Compare these columns only.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var ignore = new Option<string[]>("--ignore") { Description = "Leave these columns out.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var tolerance = new Option<string[]>("--tolerance")
        {
            Description = "The largest difference at which two numbers count as equal: NUMBER for all columns, NAME=NUMBER for one. Default: decimals are compared exactly.",
            HelpName = "[NAME=]NUMBER",
            AllowMultipleArgumentsPerToken = true,
        };
        tolerance.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => TryReadTolerance(token.Value) is null) is { } token)
            {
                result.AddError($"--tolerance must be a number of at least 0, such as 0.01 or efficiency_rate=0.0001, not '{token.Value}'.");
            }
        });
        var show = CommonOptions.WholeNumber("--show", "N", "The maximum number of examples: of rows added, of rows gone, and of changes in each column.", 1, 0, 1_000_000);
        var json = new Option<bool>("--json") { Description = "Print an object with all counts and the examples." };
        var format = new Option<string>("--format")
        {
            Description = "jsonl: print every difference as a JSON object on its own line, instead of counts and examples. html: write a page with counts and examples to the file that --output names.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => Text,
        };
        format.AcceptOnlyFromAmong(Text, JsonLines, Page);
        var output = new Option<string?>("--output") { Description = "The page of --format html.", HelpName = "FILE" };

        var command = new Command(
            "diff",
            "Compare two exports of one organization by key: rows added, gone and changed, and how much each column moved. Columns that say when an export was made are left out. "
            + "Exit code 0: equal; 1: different; 2: they could not be compared.")
        {
            old, @new, export, organization, columns, ignore, tolerance, show, json, format, output,
        };
        command.Validators.Add(result =>
        {
            // The value is not read with GetValue, which throws if the value is not a format.
            if (result.GetValue(json) && result.GetResult(format)?.Tokens is [.., { Value: JsonLines }])
            {
                result.AddError("Give --json for one object, or --format jsonl for one line per difference, not both.");
            }

            if (result.GetResult(format)?.Tokens is [.., { Value: Page }] != result.GetResult(output) is not null)
            {
                result.AddError("--format html and --output FILE belong together: the page goes into the file.");
            }
        });
        command.SetAction((parse, cancellationToken) => Task.FromResult(Run(
            terminal,
            path => NewestExport.Find(path, parse.Selected(export).Schema.Name, parse.GetValue(organization)),
            parse.GetRequiredValue(old),
            parse.GetRequiredValue(@new),
            new ComparisonRequest
            {
                Columns = parse.GetValue(columns) ?? [],
                Ignored = parse.GetValue(ignore) ?? [],
                Tolerances = (parse.GetValue(tolerance) ?? []).Select(text => TryReadTolerance(text)!.Value).DistinctBy(each => each.Column).ToDictionary(each => each.Column, each => each.Value),
                Examples = parse.GetValue(output) is null ? parse.GetValue(show)
                    : parse.GetResult(show) is null or { Implicit: true } ? ExamplesOfPage
                    : Math.Min(parse.GetValue(show), ComparisonPage.MaximumExamples),
                Report = parse.GetValue(format) == JsonLines
                    ? difference => terminal.WriteLine(JsonSerializer.Serialize(difference, ReportJson.Lines.Difference))
                    : null,
            },
            parse.GetValue(json),
            parse.GetValue(output),
            cancellationToken)));
        return command;
    }

    private static (string Column, decimal Value)? TryReadTolerance(string text)
    {
        var sign = text.LastIndexOf('=');
        return decimal.TryParse(text[(sign + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? (text[..Math.Max(sign, 0)], value) : null;
    }

    private static int Run(Terminal terminal, Func<string, string> find, string old, string @new, ComparisonRequest request, bool json, string? page, CancellationToken cancellationToken)
    {
        ExportComparison comparison;
        try
        {
            comparison = ExportComparison.Of(find(old), find(@new), request, cancellationToken);
            if (page is not null)
            {
                OutputFile.Write(page, ComparisonPage.Create(comparison, ExportCatalog.Find(comparison.Export)!.Schema, request.Tolerances));
            }
        }
        catch (ExportException exception)
        {
            var (text, visible) = ErrorText.Of(exception);
            terminal.WriteError(text, visible);
            return NotCompared;
        }

        if (json)
        {
            terminal.WriteJson(comparison, ReportJson.Shared.ExportComparison);
        }
        else if (page is not null)
        {
            terminal.WriteLine($"Wrote {TerminalText.Of(page)}");
        }
        else if (request.Report is null)
        {
            Write(terminal, comparison);
        }

        return comparison.IsEqual ? ExitCode.Done : Different;
    }

    private static void Write(Terminal terminal, ExportComparison comparison)
    {
        WriteExport(terminal, "old", comparison.Old);
        WriteExport(terminal, "new", comparison.New);
        foreach (var change in comparison.ColumnChanges)
        {
            terminal.WriteLine(TerminalText.Of(
                change.Old is null ? $"column {change.Column} {change.New} is new"
                : change.New is null ? $"column {change.Column} {change.Old} is gone"
                : $"column {change.Column} is {change.New}; it was {change.Old}"));
        }

        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rows: {comparison.Added:N0} added, {comparison.Gone:N0} gone, {comparison.Changed:N0} changed, {comparison.Equal:N0} equal"));
        if (comparison.Columns.Count > 0)
        {
            terminal.WriteLine();
            terminal.WriteTable(
                ["column", "changed", "to NULL", "from NULL", "mean move", "largest move", "at key"],
                [.. comparison.Columns.Select(Cells)]);
        }

        if (comparison.AddedKeys.Count + comparison.GoneKeys.Count + comparison.Changes.Count > 0)
        {
            terminal.WriteLine();
            WriteKeys(terminal, "added", comparison.AddedKeys, comparison.Added);
            WriteKeys(terminal, "gone", comparison.GoneKeys, comparison.Gone);
            if (comparison.Changes.Count > 0)
            {
                terminal.WriteTable(
                    ["key", "column", "old", "new"],
                    [.. comparison.Changes.OrderBy(change => comparison.Columns.Select(column => column.Column).ToList().IndexOf(change.Column))
                        .Select(change => (IReadOnlyList<string>)[change.Key, change.Column, change.Old ?? "NULL", change.New ?? "NULL"])]);
            }
        }
    }

    private static IReadOnlyList<string> Cells(ColumnDifference column) =>
    [
        column.Column,
        column.Changed.ToString("N0", CultureInfo.InvariantCulture),
        column.ToNull.ToString("N0", CultureInfo.InvariantCulture),
        column.FromNull.ToString("N0", CultureInfo.InvariantCulture),
        Move(column.MeanMove, "+#,0.###;-#,0.###;0"),
        Move(column.LargestMove, "+#,0.##########;-#,0.##########;0"),
        column.LargestMoveKey ?? "",
    ];

    private static string Move(decimal? move, string format) => move?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static void WriteExport(Terminal terminal, string which, ComparedExport export)
        => terminal.WriteLine(TerminalText.Of(string.Create(CultureInfo.InvariantCulture, $"{which}  as of {export.AsOf:yyyy-MM-dd HH:mm:ss.FFFFFF} UTC, {CountText.Of(export.Rows, "row")}: {export.File}")));

    private static void WriteKeys(Terminal terminal, string which, IReadOnlyList<string> keys, long count)
    {
        if (keys.Count > 0)
        {
            terminal.WriteLine(TerminalText.Of($"{which}: {string.Join(", ", keys)}{(count > keys.Count ? ", ..." : "")}"));
        }
    }
}
