using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting;
using AccountCommStats.Exports;

namespace AccountCommStats.Commands;

/// <summary><c>acstats export</c>: makes the files.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var command = new Command("export", "Export one file per organisation, checked and published whole.");
        var options = new ExportOptions();
        options.AddTo(command);
        command.SetAction((parse, cancellationToken) => RunAsync(terminal, options, parse, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, ExportOptions options, ParseResult parse, CancellationToken cancellationToken)
    {
        using var log = options.OpenLog(parse);
        await using var source = options.OpenSource(parse);
        var request = options.Request(parse);
        var export = options.Export(parse);
        var organizations = options.Organizations(parse) ?? await ReadOrganizationsAsync(export, source, cancellationToken);
        var batch = new ExportBatch(
            export,
            source,
            request,
            log,
            failed: outcome => log.WriteFailure(terminal, outcome.OrganizationId, outcome.ExitCode, outcome.Error!));
        var outcomes = await RunAsync(terminal, batch, organizations, isQuiet: log.IsJson, cancellationToken);

        if (options.WantsJson(parse))
        {
            ExportSummary.WriteJson(terminal, outcomes);
        }
        else
        {
            ExportSummary.Write(terminal, outcomes);
        }

        return ExportOutcome.WorstOf(outcomes);
    }

    private static Task<IReadOnlyList<ExportOutcome>> RunAsync(
        Terminal terminal, ExportBatch batch, IReadOnlyList<long> organizations, bool isQuiet, CancellationToken cancellationToken)
    {
        if (isQuiet)
        {
            return batch.RunAsync(organizations, new Ignore(), cancellationToken);
        }

        var one = new ExportProgressText();
        return ProgressLine.RunAsync<ExportBatchProgress, IReadOnlyList<ExportOutcome>>(
            terminal,
            progress => organizations.Count == 1 ? one.Describe(progress.Latest) : progress.Describe(),
            progress => batch.RunAsync(organizations, progress, cancellationToken));
    }

    private static async Task<IReadOnlyList<long>> ReadOrganizationsAsync(
        ExportDefinition export, IExportSource source, CancellationToken cancellationToken)
    {
        var organizations = await export.ReadOrganizationsAsync(source, cancellationToken);
        return organizations.Count > 0
            ? organizations
            : throw new SourceMismatchException(
                $"{source.Description} has no organisations. Is it the right database? Name them with --organization if files without rows are wanted.");
    }

    /// <summary>Shows nothing: standard error belongs to the log.</summary>
    private sealed class Ignore : IProgress<ExportBatchProgress>
    {
        public void Report(ExportBatchProgress value)
        {
        }
    }
}
