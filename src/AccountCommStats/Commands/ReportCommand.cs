using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Reports;

namespace AccountCommStats.Commands;

/// <summary><c>acstats report</c>: one page that shows whether the numbers of an export make sense.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A delivered file or its manifest." };
        var against = new Option<string?>("--against") { Description = "The previous export to compare with: a file, its manifest, or a folder, whose newest export before this one is used.", HelpName = "PATH" };
        var output = new Option<string?>("--output") { Description = "The page. Default: a file beside the delivered one, with .report.html instead of its extension.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print an object with the path of the page and what stands out." };

        var command = new Command(
            "report",
            "Write a page that shows in ten seconds whether the numbers of an export make sense: what stands out, and the distribution of every column, beside that of the previous export. "
            + "It names only accounts that stand out; the rest is counts. It needs only a browser.")
        {
            file, against, output, json,
        };
        command.SetAction((parse, cancellationToken) => Task.FromResult(
            Run(terminal, parse.GetRequiredValue(file), parse.GetValue(against), parse.GetValue(output), parse.GetValue(json), cancellationToken)));
        return command;
    }

    private static int Run(Terminal terminal, string file, string? against, string? output, bool json, CancellationToken cancellationToken)
    {
        var report = ExportReport.Write(file, against, output, cancellationToken);
        if (json)
        {
            terminal.WriteJson(report, ReportJson.Shared.ExportReport);
            return ExitCode.Done;
        }

        foreach (var remark in report.Remarks.Where(remark => remark.IsLikelyFault))
        {
            terminal.WriteNote($"note: {(remark.Column is { } column ? $"{column} " : "")}{remark.Text}");
        }

        terminal.WriteLine($"Wrote {report.Page}");
        return ExitCode.Done;
    }
}
