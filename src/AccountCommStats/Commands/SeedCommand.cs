using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Sample;

namespace AccountCommStats.Commands;

/// <summary><c>acstats seed</c>: writes a sample organization to PostgreSQL or DuckDB.</summary>
internal static class SeedCommand
{
    public static Command Create(Terminal terminal)
    {
        var source = new SourceOption();
        var organization = CommonOptions.Organization("The organization to fill.");
        var accounts = SampleArguments.Accounts();
        var events = SampleArguments.EventsPerAccount();
        var replace = new Option<bool>("--replace") { Description = "First delete the rows that an earlier seed wrote for the organization." };
        var tablesAreSamples = new Option<bool>("--tables-are-samples")
        {
            Description = "Fill tables that 'acstats seed' did not create. Use it only if they hold nothing but samples.",
        };

        var json = new Option<bool>("--json") { Description = "Print an object with the number of rows of each table." };

        var command = new Command(
            "seed", "Fill the reference tables with a sample organization, creating missing tables and indexes. Refuses a database whose tables it did not create. The same options give the same rows.")
        {
            source, organization, accounts, events, replace, tablesAreSamples, json,
        };
        source.RequireOn(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var options = new SampleOptions
            {
                OrganizationId = parse.GetRequiredValue(organization),
                Accounts = parse.GetValue(accounts),
                EventsPerAccount = parse.GetValue(events),
            };
            var result = await SeedRun.RunAsync(
                terminal, source.ValueIn(parse)!, options, parse.GetValue(replace), parse.GetValue(tablesAreSamples), cancellationToken);
            if (parse.GetValue(json))
            {
                terminal.WriteJson(SeedJson.Of(result), ReportJson.Shared.SeedJson);
                return ExitCode.Done;
            }

            terminal.WriteLine($"Seeded organization {options.OrganizationId}: {CountText.Of(result.Rows, "row")} in {result.Duration.TotalSeconds:F1} s into {result.Target}");
            terminal.WriteTable(["table", "rows"], [.. result.Tables.Select(table => new[] { table.Table, $"{table.Rows:N0}" })]);
            terminal.WriteNote($"Its events end shortly before {options.AsOf:yyyy-MM-dd}: export with --organization {options.OrganizationId} --as-of {options.AsOf:yyyy-MM-dd}");
            return ExitCode.Done;
        });
        return command;
    }
}
