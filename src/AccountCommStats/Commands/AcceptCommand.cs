using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Expectations;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exports;

namespace AccountCommStats.Commands;

/// <summary>
/// <c>acstats accept</c>: records that a delivery's figures are right despite their drift. Later exports are then compared with that
/// delivery.
/// </summary>
internal static class AcceptCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A delivered file or its manifest." };
        var reason = new Option<string>("--reason") { Description = "Why the figures are right. It is kept in the record.", HelpName = "TEXT", Required = true };
        var json = new Option<bool>("--json") { Description = "Print an object with the record." };
        reason.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
            {
                result.AddError("--reason must say why the figures are right.");
            }
        });

        var command = new Command(
            "accept",
            "Accept a delivery whose figures moved beyond its expectations. Writes a record, beside its manifest, that the figures are right. Until a delivery that has drift is accepted, later exports are not compared with it. A delivery without drift needs no acceptance.")
        {
            file, reason, json,
        };
        command.SetAction((parse, cancellationToken) => Task.FromResult(
            Run(terminal, parse.GetRequiredValue(file), parse.GetRequiredValue(reason).Trim(), parse.GetValue(json), cancellationToken)));
        return command;
    }

    private static int Run(Terminal terminal, string path, string reason, bool json, CancellationToken cancellationToken)
    {
        var (delivered, manifest, _) = SoundDelivery.Find(path, cancellationToken);
        if (manifest.Expectations is not { Drift.Count: > 0 } expectations)
        {
            throw new SourceMismatchException($"'{delivered.ManifestPath}' has no drift to accept: "
                + (manifest.Expectations is null ? "it was not compared with earlier deliveries." : "its figures are within its expectations."));
        }

        var name = ExportFileName.Create(manifest.Export, manifest.OrganizationId, manifest.AsOf);
        var folder = Path.GetDirectoryName(Path.GetFullPath(delivered.ManifestPath))!;
        var acceptance = Acceptance.Write(folder, name, delivered.ManifestBytes.ToArray(), reason, TimeProvider.System);
        var drift = expectations.Drift.Select(each => DriftText.Describe(each, expectations)).ToList();
        if (json)
        {
            terminal.WriteJson(new AcceptanceJson(Path.Combine(folder, name.Acceptance), acceptance.AcceptedBy, acceptance.AcceptedAt, reason, drift), ReportJson.Shared.AcceptanceJson);
            return ExitCode.Done;
        }

        terminal.WriteLine($"Accepted {Path.GetFileName(delivered.ManifestPath)}: {reason}");
        foreach (var line in drift)
        {
            terminal.WriteLine($"  {TerminalText.Of(line)}");
        }

        return ExitCode.Done;
    }
}
