using System.CommandLine;
using AccountCommStats.CommandLine;

namespace AccountCommStats.Commands.Source;

/// <summary><c>acstats source</c>: drafts source tables, and records the catalog that they are compared with.</summary>
internal static class SourceCommand
{
    public static Command Create(Terminal terminal) => new("source", "Write drafts of source tables, or record the database tables that they read. Source tables say where an export's data comes from.")
    {
        SourceNewCommand.Create(terminal),
        SourceSnapshotCommand.Create(terminal),
    };
}
