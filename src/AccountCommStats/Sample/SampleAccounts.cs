using System.Collections.Immutable;

namespace AccountCommStats.Sample;

/// <summary>Decides what each account of an organization is like.</summary>
internal sealed class SampleAccounts(SampleOptions options, SampleTeam team)
{
    private const int HistoryDays = 730;
    private const int NewForDays = 21;

    private const int QuietPercent = 8;
    private const int NewPercent = 5;
    private const int ChurnedPercent = 10;

    // A new account gets the usual number of events divided by this: one that began last week cannot have a year's events.
    private const int NewShareOfEvents = 20;

    // The relative volume of communication. The quieter half of the accounts has about an eighth of the total, the busiest three percent
    // over a quarter.
    private static readonly Quantiles Activity = new(20, 80, 300, 600, 1_100, 2_000, 4_500, 12_000, 40_000);

    // Dollars a year.
    private static readonly Quantiles Revenues =
        new(600, 2_400, 9_000, 24_000, 60_000, 180_000, 600_000, 2_000_000, 5_000_000);

    private static readonly ImmutableArray<int> HoursFromUtc = [-5, -5, -5, -5, -6, -8, 0, 0, 1, 1, 1, 2];

    private readonly long _activityOffset = SampleRandom.For(options, SampleSubject.Organization).Below(1L << 62);

    /// <summary>The accounts in the order of their ids.</summary>
    public IEnumerable<SampleAccount> All()
    {
        for (var i = 0; i < options.Accounts; i++)
        {
            yield return At(i);
        }
    }

    /// <summary>The account at a position from 0.</summary>
    public SampleAccount At(int index)
    {
        var random = SampleRandom.For(options, SampleSubject.Account, index);
        var kind = random.Below(100) switch
        {
            < QuietPercent => Kind.Quiet,
            < QuietPercent + NewPercent => Kind.New,
            < QuietPercent + NewPercent + ChurnedPercent => Kind.Churned,
            _ => Kind.Established,
        };
        var colleague = team.AnyMember(random);
        long? owner = random.Below(100) switch { < 9 => null, 9 => SampleTeam.AnyFormerMember(random), _ => colleague };
        var lastTime = kind == Kind.Churned
            ? options.AsOf.AddDays(-random.Between(120, 500)) - random.Within(TimeSpan.FromDays(1))
            : options.AsOf;
        return new SampleAccount
        {
            Index = index,
            // Accounts come and go, so the ids rise with gaps.
            Id = 1_001 + (3L * index) + random.Below(3),
            Name = SampleNames.Company(random),
            Owner = owner,
            Revenue = Revenue(random),
            Team = team.PodOf(colleague),
            FirstDay = FirstDay(kind, lastTime, random),
            LastTime = lastTime,
            IsActive = kind is Kind.Established or Kind.New,
            Hours = new OfficeHours(random.Pick(HoursFromUtc)),
            HasDecisionMaker = random.Chance(85),
            Mood = random.Below(101),
            Events = Split(Events(kind, index), random),
        };
    }

    private static decimal? Revenue(SampleRandom random) => random.Below(100) switch
    {
        < 12 => null,
        12 => SampleMoney.FromCents(0),
        < 60 => SampleMoney.FromCents(Revenues.Sample(random) / 100 * 10_000),
        _ => SampleMoney.FromCents((Revenues.Sample(random) * 100) + random.Below(100)),
    };

    private static DateOnly FirstDay(Kind kind, DateTime lastTime, SampleRandom random)
    {
        var lastDay = DateOnly.FromDateTime(lastTime);
        return kind == Kind.New
            ? lastDay.AddDays(-random.Between(3, NewForDays))
            : lastDay.AddDays(-Math.Min(HistoryDays, random.Between(60, 1_200)));
    }

    private int Events(Kind kind, int index)
    {
        if (kind == Kind.Quiet)
        {
            return 0;
        }

        // The levels of consecutive accounts are not drawn at random but spread evenly, by multiples of the golden ratio. Any number of
        // accounts therefore has the requested mean, and neither too few nor too many very busy accounts.
        var level = (int)Math.BigMul((ulong)_activityOffset + ((ulong)index * 0x9E3779B97F4A7C15), Quantiles.Whole, out _);
        var share = kind == Kind.New ? Activity.At(level) / NewShareOfEvents : Activity.At(level);
        const int sharesPercent = 100 - QuietPercent - NewPercent + (NewPercent / NewShareOfEvents);
        return (int)(options.EventsPerAccount * share * 100 / (Activity.Mean * sharesPercent));
    }

    private static EventCounts Split(int events, SampleRandom random)
    {
        // Some accounts never chat, and some have no access to the help desk. The other channels then get their share of the events.
        var email = 52 * random.Between(60, 140);
        var chat = random.Chance(25) ? 0 : 28 * random.Between(30, 180);
        var meetings = 7 * random.Between(50, 150);
        var tickets = random.Chance(20) ? 0 : 13 * random.Between(30, 180);
        long all = email + chat + meetings + tickets;
        var chatMessages = (int)(events * chat / all);
        var meetingCount = (int)(events * meetings / all);
        var ticketsAndComments = (int)(events * tickets / all);
        var emails = events - chatMessages - meetingCount - ticketsAndComments;
        return new EventCounts(emails, chatMessages, meetingCount, ticketsAndComments);
    }

    private enum Kind
    {
        Established,
        Quiet,
        New,
        Churned,
    }
}
