using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Hosting;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Commands.Export;

/// <summary><c>acstats export</c>: exports organizations.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("export", "Export one file per organization. Files are checked, and published completely or not at all.");
        var options = new ExportOptions();
        options.AddTo(command);
        command.SetAction((parse, cancellationToken) => RunAsync(terminal, options, parse, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, ExportOptions options, ParseResult parse, CancellationToken cancellationToken)
    {
        DedicatedProcess.Enable();
        using var destination = options.OpenDestination(parse);
        await using var source = options.OpenSource(parse);
        IReadOnlyList<ExportOutcome> outcomes;
        try
        {
            var exports = options.Exports(parse);
            var shard = options.Shard(parse);
            var all = options.Organizations(parse) ?? await ReadOrganizationsAsync(exports, source, cancellationToken);
            IReadOnlyList<OrganizationId> organizations = [.. all.Where(shard.Contains)];
            if (shard.Count > 0)
            {
                terminal.WriteNote($"shard {shard}: {organizations.Count} of {CountText.Of(all.Count, "organization")}");
            }

            var request = options.Request(parse, destination);
            async Task<ExportOutcome> AfterEachAsync(ExportOutcome outcome, CancellationToken stop)
            {
                if (options.WantsReports(parse))
                {
                    outcome = await ReportAfterExport.WriteAsync(terminal, outcome, options.Against(parse), request.Template.LockTimeout, stop);
                }

                return organizations.Count == 1 ? outcome : ExportSummary.Reduce(outcome);
            }

            var batch = new ExportBatch(exports, source, request with { AfterEach = AfterEachAsync }, terminal.Log.Exporter);
            outcomes = await RunAsync(terminal, batch, organizations, cancellationToken);
        }
        finally
        {
            // Each risk is reported once for all organizations, even if their exports failed.
            foreach (var risk in new[] { source.TransportRisk, destination.TransportRisk }.OfType<string>())
            {
                terminal.WriteWarning(risk);
            }
        }

        if (options.WantsJson(parse))
        {
            terminal.WriteJson(ExportSummary.ToJson(outcomes, options.WantsReports(parse)), ExportJson.Shared.ExportSummaryJson);
        }
        else
        {
            ExportSummary.Write(terminal, outcomes, options.WantsReports(parse));
        }

        return ExitCode.WorstOf(outcomes);
    }

    private static Task<IReadOnlyList<ExportOutcome>> RunAsync(
        Terminal terminal, ExportBatch batch, IReadOnlyList<OrganizationId> organizations, CancellationToken cancellationToken)
    {
        var one = new ExportProgressText();
        return ProgressLine.RunAsync<ExportBatchProgress, IReadOnlyList<ExportOutcome>>(
            terminal,
            progress => organizations.Count == 1 ? one.Describe(progress.Latest) : ExportProgressText.Describe(progress),
            progress => batch.RunAsync(organizations, WriteFailure, progress, cancellationToken));

        void WriteFailure(ExportOutcome outcome)
        {
            if (outcome.Failure is { } failure)
            {
                var (text, visible) = ErrorText.Of(failure);
                terminal.Log.WriteFailure(terminal, outcome.OrganizationId, ExitCode.Of(failure), text, visible);
                if (failure is not ExportException)
                {
                    terminal.Log.Locate(failure.StackTrace);
                }
            }
        }
    }

    private static async Task<IReadOnlyList<OrganizationId>> ReadOrganizationsAsync(
        IReadOnlyList<Exporting.Export> exports, IExportSource source, CancellationToken cancellationToken)
    {
        var organizations = new List<OrganizationId>();
        foreach (var export in exports)
        {
            organizations.AddRange(await export.ReadOrganizationsAsync(source, cancellationToken));
        }

        return organizations.Count > 0
            ? [.. organizations.Distinct()]
            : throw new SourceMismatchException(
                $"{source.Description} has no organizations. Is it the right database? To export files without rows, name the organizations with --organization and add --allow-empty.");
    }
}
