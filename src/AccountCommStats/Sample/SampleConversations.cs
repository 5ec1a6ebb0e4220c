namespace AccountCommStats.Sample;

/// <summary>
/// Writes an account's e-mail threads or chat conversations. One side asks, and the other answers after a while. Sometimes one side follows
/// up. What began shortly before the as-of time is still open.
/// </summary>
internal sealed class SampleConversations
{
    /// <summary>Threads of a few e-mails; answers take hours, and accounts take longer than the team.</summary>
    public static readonly SampleConversations Email = new(
        length: new Quantiles(1, 1, 2, 3, 5, 8, 12, 20, 40),
        teamWaits: Quantiles.OfSeconds(60, 300, 2_400, 7_200, 18_000, 43_200, 100_000, 250_000, 900_000),
        accountWaits: Quantiles.OfSeconds(60, 600, 5_400, 18_000, 60_000, 170_000, 400_000, 900_000, 2_400_000),
        followUpWaits: Quantiles.OfSeconds(45, 180, 3_600, 86_400, 260_000, 520_000, 860_000, 1_700_000, 3_400_000),
        followUpPercent: 15,
        accountBeginsPercent: 55);

    /// <summary>Conversations of more and shorter messages; answers take minutes, lines come in bursts.</summary>
    public static readonly SampleConversations Chat = new(
        length: new Quantiles(1, 2, 3, 5, 9, 16, 28, 45, 90),
        teamWaits: Quantiles.OfSeconds(5, 15, 60, 240, 900, 3_600, 10_800, 40_000, 170_000),
        accountWaits: Quantiles.OfSeconds(5, 20, 75, 300, 1_500, 7_200, 30_000, 90_000, 300_000),
        followUpWaits: Quantiles.OfSeconds(2, 4, 10, 25, 70, 240, 1_200, 7_200, 60_000),
        followUpPercent: 33,
        accountBeginsPercent: 60);

    private readonly Quantiles _length;
    private readonly Quantiles _teamWaits;
    private readonly Quantiles _accountWaits;
    private readonly Quantiles _followUpWaits;
    private readonly int _followUpPercent;
    private readonly int _accountBeginsPercent;

    private SampleConversations(
        Quantiles length,
        Quantiles teamWaits,
        Quantiles accountWaits,
        Quantiles followUpWaits,
        int followUpPercent,
        int accountBeginsPercent)
    {
        _length = length;
        _teamWaits = teamWaits;
        _accountWaits = accountWaits;
        _followUpWaits = followUpWaits;
        _followUpPercent = followUpPercent;
        _accountBeginsPercent = accountBeginsPercent;
    }

    /// <summary>
    /// The given number of messages, conversation by conversation, each in the order of time.
    /// </summary>
    /// <returns>Each message with the number of its conversation, from 0.</returns>
    public IEnumerable<(int Conversation, SampleMessage Message)> Write(SampleAccount account, int messages, SampleRandom random)
    {
        for (var conversation = 0; messages > 0; conversation++)
        {
            var length = Math.Min(messages, (int)_length.Sample(random));
            var lead = account.Lead(random);
            var withDecisionMaker = account.HasDecisionMaker && random.Chance(30);
            var fromAccount = random.Chance(_accountBeginsPercent);
            var at = account.AnyTime(random);
            for (var i = 0; i < length && at <= account.LastTime; i++)
            {
                yield return (conversation, Message(account, fromAccount, lead, withDecisionMaker, at, random));
                messages--;

                var followsUp = random.Chance(_followUpPercent);
                fromAccount ^= !followsUp;
                var waits = followsUp ? _followUpWaits : fromAccount ? _accountWaits : _teamWaits;
                at = NextTime(account, at + waits.SampleSpan(random), fromAccount, random);
            }
        }
    }

    /// <summary>The time itself if it is in working hours or if somebody works late; otherwise a time on the next working day.</summary>
    internal static DateTime NextTime(SampleAccount account, DateTime at, bool fromAccount, SampleRandom random)
        => random.Chance(fromAccount ? 9 : 4) ? at : account.Hours.WorkingTimeFrom(at, random);

    private static SampleMessage Message(
        SampleAccount account, bool fromAccount, long lead, bool withDecisionMaker, DateTime at, SampleRandom random)
        => new(
            at,
            fromAccount ? SampleMessage.Account : SampleMessage.Team,
            fromAccount ? null : account.Actor(lead, random),
            withDecisionMaker && random.Chance(60),
            Sentiment(account, random));

    private static string? Sentiment(SampleAccount account, SampleRandom random)
    {
        // About every sixth message is too short for a sentiment. Happy accounts write more positive messages, but most messages are neutral.
        if (random.Chance(17))
        {
            return null;
        }

        var positive = 12 + (account.Mood * 35 / 100);
        var negative = 24 - (account.Mood * 20 / 100);
        var draw = random.Below(100);
        return draw < positive ? "positive" : draw < positive + negative ? "negative" : "neutral";
    }
}
