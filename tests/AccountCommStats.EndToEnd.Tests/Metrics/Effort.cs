using System.Numerics;
using AccountCommStats.Sample;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>Adds up the effort that the team spent on one account inside the time frame.</summary>
internal sealed class Effort(World world)
{
    private static readonly BigInteger Minute = 60_000_000;
    private static readonly BigInteger PerEmail = 6 * Minute;
    private static readonly BigInteger PerChatMessage = 1 * Minute;
    private static readonly BigInteger PerComment = 5 * Minute;

    private readonly List<(long? User, BigInteger Microseconds)> _entries = [];

    /// <summary>Begins another account.</summary>
    public void Begin() => _entries.Clear();

    /// <summary>Adds an e-mail of the team.</summary>
    public void AddEmail(SampleMessage message) => Add(message.SentAt, message.SenderUserId, PerEmail);

    /// <summary>Adds a chat message of the team.</summary>
    public void AddChatMessage(SampleMessage message) => Add(message.SentAt, message.SenderUserId, PerChatMessage);

    /// <summary>Adds a comment of the team.</summary>
    public void AddComment(TicketCommentRow comment) => Add(comment.CreatedAt, comment.AuthorUserId, PerComment);

    /// <summary>Adds a meeting that a team member attended.</summary>
    public void AddAttendance(CalendarEventRow meeting, long user) => Add(meeting.StartsAt, user, DurationOf(meeting));

    /// <summary>A meeting's duration in microseconds.</summary>
    public static BigInteger DurationOf(CalendarEventRow meeting)
        => meeting.EndsAt < meeting.StartsAt ? 0 : Exact.Microseconds(meeting.StartsAt, meeting.EndsAt);

    /// <summary>Hours of all team members.</summary>
    public decimal TeamHours => Exact.Hours(Sum(_entries));

    /// <summary>Hours of one team member.</summary>
    public decimal HoursOf(long user) => Exact.Hours(Sum(_entries.Where(entry => entry.User == user)));

    /// <summary>Cost in dollars; null if a part of it is unknown.</summary>
    public decimal? Cost => CostInMicrosecondCents() is { } cost ? Exact.Round(cost, Exact.Hour * 100, 2) : null;

    /// <summary>Revenue of the time frame in dollars.</summary>
    public decimal? Revenue(CustomerRow account)
        => account.Revenue is { } revenue ? Exact.Round(Exact.Cents(revenue) * FrameLength, Exact.Day * 365 * 100, 2) : null;

    /// <summary>Cost divided by revenue of the time frame.</summary>
    public decimal? Rate(CustomerRow account)
    {
        if (CostInMicrosecondCents() is not { } cost || account.Revenue is not { } revenue || revenue == 0 || FrameLength == 0)
        {
            return null;
        }

        // The rate is cost / hour dollars, divided by revenue * frame / (365 days) dollars. Here both amounts are in cents.
        return Exact.Round(cost * Exact.Day * 365, Exact.Hour * Exact.Cents(revenue) * FrameLength, 4);
    }

    private BigInteger FrameLength => Exact.Microseconds(world.TimeFrameStart, world.AsOf);

    private void Add(DateTime at, long? user, BigInteger microseconds)
    {
        if (at > world.TimeFrameStart && at <= world.AsOf)
        {
            _entries.Add((user, microseconds));
        }
    }

    private BigInteger? CostInMicrosecondCents()
    {
        BigInteger sum = 0;
        foreach (var (user, microseconds) in _entries.Where(entry => entry.Microseconds > 0))
        {
            var cost = world.Users.Where(member => member.Id == user).Select(member => member.HourlyCost).FirstOrDefault();
            if (cost is null)
            {
                return null;
            }

            sum += microseconds * Exact.Cents(cost.Value);
        }

        return sum;
    }

    private static BigInteger Sum(IEnumerable<(long? User, BigInteger Microseconds)> entries)
    {
        BigInteger sum = 0;
        foreach (var entry in entries)
        {
            sum += entry.Microseconds;
        }

        return sum;
    }
}
