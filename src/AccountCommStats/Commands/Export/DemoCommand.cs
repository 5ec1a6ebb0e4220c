using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exports;
using AccountCommStats.Reports;
using AccountCommStats.Sample;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccountCommStats.Commands.Export;

/// <summary><c>acstats demo</c>: creates and exports a sample organization in embedded DuckDB. Needs no installation.</summary>
internal static class DemoCommand
{
    private const string DefaultDirectory = "acstats-demo";
    private const string Project = "src/AccountCommStats";

    public static Command Create(Terminal terminal)
    {
        var accounts = SampleArguments.Accounts();
        var output = CommonOptions.Output($"The folder for the sample database and the export. Default: {DefaultDirectory}.");
        output.DefaultValueFactory = _ => DefaultDirectory;

        var json = new Option<bool>("--json") { Description = "Print an object with the database and the export." };

        var command = new Command("demo", "Create a sample organization in an embedded DuckDB file and export it. Nothing to install.")
        {
            accounts, output, json,
        };
        command.SetAction((parse, cancellationToken)
            => RunAsync(terminal, parse.GetRequiredValue(output), parse.GetValue(accounts), parse.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string directory, int accounts, bool json, CancellationToken cancellationToken)
    {
        SeedRun.RequireReferenceSources();
        var database = Path.Combine(directory, "sample.duckdb");
        PrepareDirectory(directory, database);

        var options = new SampleOptions { Accounts = accounts };
        var seeded = await SeedRun.RunAsync(terminal, database, options, replace: false, tablesAreSamples: false, cancellationToken);
        if (!json)
        {
            terminal.WriteLine($"Created {database}: a sample organization with {CountText.Of(accounts, "account")}, {CountText.Of(seeded.Rows, "row")} in all ({seeded.Duration.TotalSeconds:F1} s).");
        }

        var export = ExportCatalog.Default;
        await using var source = ExportSource.Open(database);
        var request = new ExportRequest
        {
            OrganizationId = options.OrganizationId,
            AsOf = options.AsOf,
            AllowFuture = true, // The sample's as-of time does not depend on the clock, so it may be in the future.
            OutputDirectory = directory,
        };
        var result = await TerminalExport.RunAsync(terminal, export, source, request, NullLogger.Instance, cancellationToken);
        var report = (await ExportReport.PublishAsync(result.FilePath, against: null, request.LockTimeout, cancellationToken)).Page;
        if (json)
        {
            var outcome = new ExportOutcome(options.OrganizationId, ExportStatus.Delivered, result.Manifest.DurationSeconds.Values.Sum())
            {
                Published = [new PublishedManifest(result.ManifestPath, result.Manifest)],
                Results = [result],
            };
            terminal.WriteJson(new DemoJson(database, accounts, seeded.Rows, ExportSummary.ToJson(outcome, hasReport: true), report), ExportJson.Shared.DemoJson);
            return ExitCode.Done;
        }

        TerminalExport.WriteSummary(terminal, result);
        terminal.WriteLine($"  report    {TerminalExport.Shorten(report)}");
        terminal.WriteLine();
        FilePreview.Write(terminal, result.FilePath, export.Schema);
        terminal.WriteLine();
        terminal.WriteLine("What to try next:");
        terminal.WriteLine("  open the report in a browser               what is in the file, column by column");
        terminal.WriteLine("  acstats spec show                          the columns and what they mean");
        terminal.WriteLine("  acstats spec docs --output dictionary      what each column means, as a page");
        terminal.WriteLine("  acstats spec show --sql                    the query");
        terminal.WriteLine($"  acstats export --source {database} --organization {options.OrganizationId} --output {directory}");
        terminal.WriteLine("  edit spec/account-communication-stats.md   and build: the compiler reports errors at the row");
        if (RunsFromSources())
        {
            terminal.WriteLine($"where acstats stands for: dotnet run --project {Project} --");
        }

        return ExitCode.Done;
    }

    /// <summary>Whether the program runs from the build output in the working directory; <c>acstats</c> is then not on the path.</summary>
    private static bool RunsFromSources()
        => AppContext.BaseDirectory.StartsWith(Path.GetFullPath(Project) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Deletes an older sample database of the demo.</summary>
    private static void PrepareDirectory(string directory, string database)
    {
        try
        {
            Directory.CreateDirectory(directory);
            File.Delete(database);
            File.Delete(database + ".wal");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"cannot prepare the demo's folder '{directory}': {exception.Message} Choose another with --output.", exception);
        }
    }
}
