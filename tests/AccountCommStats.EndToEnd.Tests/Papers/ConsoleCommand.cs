using System.Text.RegularExpressions;

namespace AccountCommStats.EndToEnd.Tests.Papers;

/// <summary>A command that a document shows in a <c>console</c> block.</summary>
/// <param name="Line">Its line in the document, from 1.</param>
/// <param name="Text">The command, for a shell.</param>
/// <param name="Output">
/// The documented output, if the block marks its commands with <c>$</c>. In it, <c>...</c> matches anything, and durations and
/// sizes may differ. Null if the block has only commands; then the command must succeed.
/// </param>
internal sealed partial record ConsoleCommand(int Line, string Text, string? Output)
{
    private const string Prompt = "$ ";

    /// <summary>The commands of a document, in its order.</summary>
    public static IReadOnlyList<ConsoleCommand> In(string document)
    {
        var commands = new List<ConsoleCommand>();
        var lines = document.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] == "```console")
            {
                var end = Array.IndexOf(lines, "```", i);
                commands.AddRange(OfBlock(lines[(i + 1)..end], i + 2));
                i = end;
            }
        }

        return commands;
    }

    /// <summary>Whether an output is what the document says.</summary>
    public bool Expects(string output) => Output is null || Regex.IsMatch(WithoutMeasures(output), Pattern(WithoutMeasures(Output)), RegexOptions.Singleline);

    private static IEnumerable<ConsoleCommand> OfBlock(string[] block, int first)
    {
        if (!block.Any(line => line.StartsWith(Prompt, StringComparison.Ordinal)))
        {
            return block.Select((line, i) => new ConsoleCommand(first + i, line, Output: null));
        }

        var starts = Enumerable.Range(0, block.Length).Where(i => block[i].StartsWith(Prompt, StringComparison.Ordinal)).Append(block.Length).ToList();
        return starts.Zip(starts.Skip(1), (start, next) => new ConsoleCommand(
            first + start, block[start][Prompt.Length..], string.Concat(block[(start + 1)..next].Select(line => line + "\n"))));
    }

    private static string WithoutMeasures(string text) => Measure().Replace(text, "N");

    private static string Pattern(string output) => $@"\A{Regex.Escape(output).Replace(@"\.\.\.\n", "(?:.*\n)?", StringComparison.Ordinal).Replace(@"\.\.\.", ".*", StringComparison.Ordinal)}\z";

    /// <summary>
    /// A duration, or a size in bytes. File sizes vary with the snapshot time, which has up to six digits after the point.
    /// </summary>
    [GeneratedRegex(@"\b(\d+\.\d s|[\d,]+ bytes)\b")]
    private static partial Regex Measure();
}
