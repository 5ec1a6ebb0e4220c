using System.Collections.Immutable;

namespace AccountCommStats.Sample;

/// <summary>A meeting with one or two accounts.</summary>
/// <param name="StartsAt">Instant in UTC.</param>
/// <param name="EndsAt">Instant in UTC.</param>
/// <param name="Status"><c>confirmed</c>, <c>tentative</c> or <c>cancelled</c>.</param>
/// <param name="DmInvolved">Whether a decision maker is invited.</param>
/// <param name="Attendees">The team members, each once.</param>
/// <param name="OtherAccount">Position of a second account that takes part; null if there is none.</param>
internal readonly record struct SampleMeeting(
    DateTime StartsAt,
    DateTime EndsAt,
    string Status,
    bool DmInvolved,
    ImmutableArray<long> Attendees,
    int? OtherAccount);

/// <summary>Plans an account's meetings: past ones and a few future ones.</summary>
internal sealed class SampleMeetings(SampleOptions options, SampleAccounts accounts)
{
    private const int PlannedAheadDays = 45;
    private const int NeighborsToMeet = 5;

    private static readonly ImmutableArray<int> Minutes = [15, 25, 30, 30, 30, 30, 45, 45, 50, 60, 60, 60, 90, 120];

    /// <summary>The meetings of an account.</summary>
    public IEnumerable<SampleMeeting> Of(SampleAccount account)
    {
        var random = SampleRandom.For(options, SampleSubject.Meetings, account.Index);
        for (var i = 0; i < account.Events.Meetings; i++)
        {
            var startsAt = account.NotAfterLast(account.Hours.MeetingStartOn(account.AnyDay(random), random));
            yield return Plan(account, startsAt, random);
        }

        var planned = account is { IsActive: true, Events.Meetings: > 0 } ? random.Below(4) : 0;
        for (var i = 0; i < planned; i++)
        {
            var day = DateOnly.FromDateTime(options.AsOf).AddDays(random.Between(7, PlannedAheadDays));
            yield return Plan(account, account.Hours.MeetingStartOn(day, random), random);
        }
    }

    private SampleMeeting Plan(SampleAccount account, DateTime startsAt, SampleRandom random)
    {
        var endsAt = startsAt.AddMinutes(random.Pick(Minutes));
        if (startsAt < options.AsOf && random.Chance(15))
        {
            // The call was recorded, so its end is the actual one.
            endsAt += random.Within(TimeSpan.FromMinutes(10)) - TimeSpan.FromMinutes(4);
        }

        var status = random.Below(100) switch { < 82 => "confirmed", < 90 => "tentative", _ => "cancelled" };
        var dmInvolved = account.HasDecisionMaker && random.Chance(25);
        return new SampleMeeting(
            startsAt, endsAt, status, dmInvolved, Attendees(account, random), Neighbor(account, startsAt, random));
    }

    private static ImmutableArray<long> Attendees(SampleAccount account, SampleRandom random)
    {
        var wanted = random.Below(100) switch { < 2 => 0, < 50 => 1, < 82 => 2, < 95 => 3, _ => 4 };
        if (wanted == 0)
        {
            // All attendees have left the organization and are no longer listed.
            return [];
        }

        var attendees = ImmutableArray.CreateBuilder<long>(wanted);
        attendees.Add(account.Lead(random));
        while (attendees.Count < Math.Min(wanted, account.Team.Length))
        {
            var colleague = random.Pick(account.Team);
            if (!attendees.Contains(colleague))
            {
                attendees.Add(colleague);
            }
        }

        return attendees.ToImmutable();
    }

    private int? Neighbor(SampleAccount account, DateTime startsAt, SampleRandom random)
    {
        if (!random.Chance(2) || options.Accounts < 2)
        {
            return null;
        }

        var index = (account.Index + random.Between(1, NeighborsToMeet)) % options.Accounts;
        if (index == account.Index)
        {
            return null;
        }

        // A quiet account has no meetings, and nobody meets an account before it began or after it left.
        var other = accounts.At(index);
        var isThere = other.Events.Meetings > 0
            && DateOnly.FromDateTime(startsAt) >= other.FirstDay
            && (other.IsActive || startsAt <= other.LastTime);
        return isThere ? index : null;
    }
}
