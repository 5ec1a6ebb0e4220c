using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Specifications;
using AccountCommStats.Specifications.Compatibility;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec ship</c>: makes the current specification the one that customers have.</summary>
internal static class SpecShipCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("name")
        {
            Description = $"The specification {SpecificationPaths.Folder}/NAME.md. Default: each of {SpecificationPaths.Folder}/.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "ship",
            $"Record a specification as the one customers receive from now on: copies it to {SpecificationPaths.Folder}/{ShippedSpecifications.Folder}/,"
                + " without the waivers of the one before, and adds what changed to the CHANGELOG.md there. Refuses a change that breaks"
                + " customers and has no waiver.")
        {
            name,
        };
        command.SetAction(parse =>
        {
            var paths = parse.GetValue(name) is { } given
                ? [Path.Combine(SpecificationPaths.Folder, Path.GetFileNameWithoutExtension(given) + ".md")]
                : SpecificationPaths.Resolve([]);
            foreach (var path in paths)
            {
                terminal.WriteNote(Shipment.Ship(path));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
