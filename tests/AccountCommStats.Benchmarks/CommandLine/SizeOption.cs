using System.CommandLine;

namespace AccountCommStats.Benchmarks.CommandLine;

/// <summary>Options that change the size of a benchmark.</summary>
internal static class SizeOption
{
    /// <summary>Creates an option that takes a whole number of at least 1.</summary>
    public static Option<int> Create(string name, int usual, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value < 1)
            {
                result.AddError($"{name} takes a whole number of at least 1, not {value}.");
            }
        });
        return option;
    }

    /// <summary>The option that says how often each contestant runs.</summary>
    public static Option<int> Runs(int usual) => Create("--runs", usual, "Counted runs of each contestant, in turn with the others.");

    /// <summary>The option for fewer and smaller runs. Their limits are doubled, because small runs vary more.</summary>
    public static Option<bool> Quick() => new("--quick") { Description = "Few small runs, with twice the limits: finds large regressions, and does not mistake noise for one." };

    /// <summary>The factor on each bar: 2 with <c>--quick</c>, otherwise 1.</summary>
    public static double Margin(bool isQuick) => isQuick ? 2 : 1;

    /// <summary>The option that names a published binary to measure.</summary>
    public static Option<FileInfo> Acstats(string otherwise) => new Option<FileInfo>("--acstats")
    {
        Description = $"The published binary to measure. Without it: {otherwise}.",
        HelpName = "PATH",
    }.AcceptExistingOnly();
}
