using System.CommandLine;
using AccountCommStats.CommandLine;

namespace AccountCommStats.Commands.Spec;

/// <summary><c>acstats spec</c>: tools for the owner of the schema.</summary>
internal static class SpecCommand
{
    public static Command Create(Terminal terminal) => new("spec", "Look at and work on specifications.")
    {
        SpecContractCommand.Create(terminal),
        SpecDiffCommand.Create(terminal),
        SpecDocsCommand.Create(terminal),
        SpecFixCommand.Create(terminal),
        SpecImportCommand.Create(terminal),
        SpecLintCommand.Create(terminal),
        SpecLoaderCommand.Create(terminal),
        SpecNewCommand.Create(terminal),
        SpecShipCommand.Create(terminal),
        SpecShowCommand.Create(terminal),
    };
}
