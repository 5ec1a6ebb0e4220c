using System.Collections.Immutable;

namespace AccountCommStats.Sample;

/// <summary>One account: its owner, its history and its volume of communication, which determine its events.</summary>
internal sealed record SampleAccount
{
    /// <summary>Position among the accounts, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The value of customer.id.</summary>
    public required long Id { get; init; }

    /// <summary>Name of the company.</summary>
    public required string Name { get; init; }

    /// <summary>The value of customer.owner.</summary>
    public required long? Owner { get; init; }

    /// <summary>The value of customer.revenue, in dollars a year.</summary>
    public required decimal? Revenue { get; init; }

    /// <summary>The team members who talk with the account. They include the owner only if the owner is still employed.</summary>
    public required ImmutableArray<long> Team { get; init; }

    /// <summary>First day with events.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>No event is later than this instant in UTC, except planned meetings.</summary>
    public required DateTime LastTime { get; init; }

    /// <summary>Whether meetings may be planned.</summary>
    public required bool IsActive { get; init; }

    /// <summary>The hours in which the account's people and the team members work.</summary>
    public required OfficeHours Hours { get; init; }

    /// <summary>Whether a decision maker is known.</summary>
    public required bool HasDecisionMaker { get; init; }

    /// <summary>How happy the account is, from 0 to 100.</summary>
    public required int Mood { get; init; }

    /// <summary>How many events of each kind it has.</summary>
    public required EventCounts Events { get; init; }

    /// <summary>The member who handles the next matter: mostly the owner.</summary>
    public long Lead(SampleRandom random) => Team.Contains(Owner ?? 0) && random.Chance(65) ? Owner!.Value : random.Pick(Team);

    /// <summary>The member who acts in a matter: mostly its lead, rarely unknown (a shared mailbox, an integration).</summary>
    public long? Actor(long lead, SampleRandom random) => random.Below(100) switch
    {
        < 84 => lead,
        < 98 => random.Pick(Team),
        _ => null,
    };

    /// <summary>A day between the first and the last one, both included.</summary>
    public DateOnly AnyDay(SampleRandom random)
        => FirstDay.AddDays(random.Below(DateOnly.FromDateTime(LastTime).DayNumber - FirstDay.DayNumber + 1));

    /// <summary>A working time on any day that is not later than <see cref="LastTime"/>.</summary>
    public DateTime AnyTime(SampleRandom random) => NotAfterLast(Hours.TimeOn(AnyDay(random), random));

    /// <summary>Moves a time back by whole weeks, keeping weekday and hour, until it is not later than <see cref="LastTime"/>.</summary>
    public DateTime NotAfterLast(DateTime time)
    {
        while (time > LastTime)
        {
            time = time.AddDays(-7);
        }

        return time;
    }
}

/// <summary>How many events of each kind an account has.</summary>
/// <param name="Emails">E-mails.</param>
/// <param name="ChatMessages">Chat messages.</param>
/// <param name="Meetings">Meetings.</param>
/// <param name="TicketsAndComments">Tickets and their comments together.</param>
internal readonly record struct EventCounts(int Emails, int ChatMessages, int Meetings, int TicketsAndComments);
