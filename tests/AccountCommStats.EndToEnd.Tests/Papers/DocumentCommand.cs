using System.Text.RegularExpressions;

namespace AccountCommStats.EndToEnd.Tests.Papers;

/// <summary>
/// A command that a document shows, either in a <c>console</c> block or in the configuration of a scheduler. A scheduler's command is
/// converted to the shell command that the scheduler would run.
/// </summary>
/// <param name="Line">Its line in the document, from 1.</param>
/// <param name="Text">The command, for a shell.</param>
/// <param name="Output">
/// The documented output, if the block marks its commands with <c>$</c>. In it, <c>...</c> matches anything, and durations and
/// sizes may differ. Null if the block has only commands; then the command must succeed.
/// </param>
internal sealed partial record DocumentCommand(int Line, string Text, string? Output)
{
    private const string Fence = "```";
    private const string Prompt = "$ ";

    /// <summary>The commands of a document, in its order.</summary>
    public static IReadOnlyList<DocumentCommand> In(string document)
    {
        var commands = new List<DocumentCommand>();
        var lines = document.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                var end = Array.IndexOf(lines, Fence, i + 1);
                commands.AddRange(OfBlock(lines[i][Fence.Length..], lines[(i + 1)..end], i + 2));
                i = end;
            }
        }

        return commands;
    }

    /// <summary>Whether an output is what the document says.</summary>
    public bool Expects(string output) => Output is null || Regex.IsMatch(WithoutMeasures(Progress().Replace(output, "")), Pattern(WithoutMeasures(Output)), RegexOptions.Singleline);

    private static IEnumerable<DocumentCommand> OfBlock(string language, string[] block, int first) => language switch
    {
        "console" => OfConsole(block, first),
        "cron" or "ini" or "yaml" => ScheduledCommand.In(language, string.Join('\n', block)).Select(text => new DocumentCommand(first, text, Output: null)),
        _ => [],
    };

    private static IEnumerable<DocumentCommand> OfConsole(string[] block, int first)
    {
        if (!block.Any(line => line.StartsWith(Prompt, StringComparison.Ordinal)))
        {
            return block.Select((line, i) => new DocumentCommand(first + i, line, Output: null));
        }

        var starts = Enumerable.Range(0, block.Length).Where(i => block[i].StartsWith(Prompt, StringComparison.Ordinal)).Append(block.Length).ToList();
        return starts.Zip(starts.Skip(1), (start, next) => new DocumentCommand(
            first + start, block[start][Prompt.Length..], string.Concat(block[(start + 1)..next].Select(line => line + "\n"))));
    }

    private static string WithoutMeasures(string text) => Measure().Replace(text, "N");

    private static string Pattern(string output) => $@"\A{Regex.Escape(output).Replace(@"\.\.\.\n", "(?:.*\n)?", StringComparison.Ordinal).Replace(@"\.\.\.", ".*", StringComparison.Ordinal)}\z";

    /// <summary>The lines of progress, which appear only if a command takes longer than five seconds.</summary>
    [GeneratedRegex("^(preparing|preparing tables|loading .+|building indexes|gathering statistics|taking the snapshot|exporting: .+|publishing)\n", RegexOptions.Multiline)]
    private static partial Regex Progress();

    /// <summary>
    /// A duration, or a size in bytes. File sizes vary with the snapshot time, which has up to six digits after the point.
    /// </summary>
    [GeneratedRegex(@"\b(\d+\.\d s|[\d,]+ bytes)\b")]
    private static partial Regex Measure();
}
