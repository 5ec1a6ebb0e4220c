using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting;

namespace AccountCommStats.Commands;

/// <summary><c>acstats export</c>: makes the file.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var export = ExportOption.Create();
        var source = CommonOptions.Source();
        var organization = CommonOptions.Organization("The organisation to export.");
        organization.Required = true;
        var output = CommonOptions.Output("The folder for the file and its manifest.");
        output.Required = true;
        var asOf = CommonOptions.AsOf();
        var timeFrameDays = new Option<int>("--time-frame-days")
        {
            Description = "Length of the effort time frame, which ends at --as-of.",
            HelpName = "DAYS",
            DefaultValueFactory = _ => 90,
        };
        timeFrameDays.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 36_500)
            {
                result.AddError("--time-frame-days takes a whole number from 1 to 36500.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Print the manifest instead of a summary." };

        var command = new Command("export", "Export one file per organisation, checked and published whole.")
        {
            export, source, organization, output, asOf, timeFrameDays, json,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var request = new ExportRequest
            {
                OrganizationId = parse.GetRequiredValue(organization),
                AsOf = parse.GetValue(asOf),
                TimeFrame = TimeSpan.FromDays(parse.GetValue(timeFrameDays)),
                OutputDirectory = parse.GetRequiredValue(output),
            };
            await using var exportSource = ExportSource.Open(parse.GetRequiredValue(source));
            var result = await ExportRun.RunAsync(terminal, parse.Selected(export), exportSource, request, cancellationToken);
            if (parse.GetValue(json))
            {
                terminal.WriteLine(await File.ReadAllTextAsync(result.ManifestPath, cancellationToken));
            }
            else
            {
                ExportRun.WriteSummary(terminal, result);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
