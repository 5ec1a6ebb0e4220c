using System.CommandLine;
using AccountCommStats.CommandLine;
using AccountCommStats.Sample;

namespace AccountCommStats.Commands;

/// <summary>Options that shape the sample organization.</summary>
internal static class SampleArguments
{
    /// <summary>The option for the number of accounts.</summary>
    public static Option<int> Accounts()
    {
        var option = CommonOptions.WholeNumber("--accounts", "N", "Number of accounts.", new SampleOptions().Accounts, 1, 10_000_000);
        option.Aliases.Add("-n");
        return option;
    }

    /// <summary>The option for the mean number of events per account.</summary>
    public static Option<int> EventsPerAccount() => CommonOptions.WholeNumber(
        "--events-per-account",
        "N",
        "Mean number of events per account: e-mails, chat messages, meetings, tickets and comments.",
        new SampleOptions().EventsPerAccount,
        0,
        1_000_000);
}
