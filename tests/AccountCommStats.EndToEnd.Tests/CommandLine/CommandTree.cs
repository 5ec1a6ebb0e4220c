using System.CommandLine;
using AccountCommStats.CommandLine;

namespace AccountCommStats.EndToEnd.Tests.CommandLine;

/// <summary>The commands of acstats.</summary>
internal static class CommandTree
{
    /// <summary>The program.</summary>
    public static RootCommand Root { get; } = Acstats.CreateRootCommand(new Terminal(), new LogOptions());

    /// <summary>Every command with the words that lead to it. The program itself has none.</summary>
    public static IReadOnlyList<(string[] Words, Command Command)> All { get; } = [.. Below(Root, [])];

    private static IEnumerable<(string[] Words, Command Command)> Below(Command command, string[] words)
        => command.Subcommands.SelectMany(each => Below(each, [.. words, each.Name])).Prepend((words, command));
}
