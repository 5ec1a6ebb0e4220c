using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Specifications;
using AccountCommStats.Specifications.Compatibility;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec ship</c>: records a specification as the one that customers have.</summary>
internal static class SpecShipCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("name")
        {
            Description = $"The specification {SpecificationPaths.Folder}/NAME.md. Default: every specification in {SpecificationPaths.Folder}/.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Print an array of objects, one per specification." };
        var command = new Command(
            "ship",
            $"Record a specification as the one that customers receive from now on: copies it to {SpecificationPaths.Folder}/{ShippedSpecifications.Folder}/"
                + " and adds the changes to the CHANGELOG.md there. The copy replaces the previous one, and the waivers that were written in the previous one are removed with it. Refuses a change that breaks"
                + " customers and has no waiver.")
        {
            name, json,
        };
        command.SetAction(parse =>
        {
            var paths = parse.GetValue(name) is { } given
                ? [Path.Combine(SpecificationPaths.Folder, Path.GetFileNameWithoutExtension(given) + ".md")]
                : SpecificationPaths.Resolve([]);
            var shipments = new List<Shipment>();
            foreach (var path in paths)
            {
                shipments.Add(Shipment.Ship(path));
                terminal.WriteNote($"{shipments[^1]}");
            }

            if (parse.GetValue(json))
            {
                terminal.WriteJson(shipments, SpecJson.Shared.IReadOnlyListShipment);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
