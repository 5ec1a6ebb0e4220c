using System.CommandLine;
using AccountCommStats.Sample;

namespace AccountCommStats.Commands;

/// <summary>Options that shape the sample organisation.</summary>
internal static class SampleArguments
{
    /// <summary>How many accounts it has.</summary>
    public static Option<int> Accounts()
    {
        var option = new Option<int>("--accounts", "-n")
        {
            Description = "Number of accounts.",
            HelpName = "N",
            DefaultValueFactory = _ => new SampleOptions().Accounts,
        };
        option.Validators.Add(AtLeast(1, 10_000_000, "--accounts"));
        return option;
    }

    /// <summary>How busy its accounts are.</summary>
    public static Option<int> EventsPerAccount()
    {
        var option = new Option<int>("--events-per-account")
        {
            Description = "Mean number of events of an account: e-mails, chat messages, meetings, tickets and comments.",
            HelpName = "N",
            DefaultValueFactory = _ => new SampleOptions().EventsPerAccount,
        };
        option.Validators.Add(AtLeast(0, 1_000_000, "--events-per-account"));
        return option;
    }

    private static Action<System.CommandLine.Parsing.OptionResult> AtLeast(int least, int most, string name) => result =>
    {
        // A value that is no number at all is reported by the parser.
        if (int.TryParse(result.Tokens.SingleOrDefault()?.Value, out var value) && (value < least || value > most))
        {
            result.AddError($"{name} takes a whole number from {least} to {most}, not {value}.");
        }
    };
}
