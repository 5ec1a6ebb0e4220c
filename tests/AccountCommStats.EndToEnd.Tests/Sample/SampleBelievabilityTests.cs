using AccountCommStats.Sample;

namespace AccountCommStats.EndToEnd.Tests.Sample;

/// <summary>The default sample organization looks real to people who read a page of its export.</summary>
public sealed class SampleBelievabilityTests
{
    private static readonly SampleOrganization Organization = SampleOrganization.Create(new SampleOptions());
    private static readonly List<CustomerRow> Accounts = [.. Organization.Customers()];
    private static readonly List<EmailRow> Emails = [.. Organization.Emails()];
    private static readonly Dictionary<long, int> EventsByAccount = CountEvents();

    [Fact]
    public void Accounts_have_about_five_hundred_events_in_the_mean()
        => Assert.InRange(EventsByAccount.Values.Sum() / (double)Accounts.Count, 450, 550);

    [Fact]
    public void Few_accounts_make_up_much_of_the_traffic()
    {
        var busiest = EventsByAccount.Values.OrderDescending().Take(Accounts.Count / 20).Sum();

        Assert.InRange(busiest / (double)EventsByAccount.Values.Sum(), 0.25, 0.60);
    }

    [Fact]
    public void Some_accounts_are_quiet()
        => Assert.InRange(Accounts.Count(account => !EventsByAccount.ContainsKey(account.Id)), 50, 120);

    [Fact]
    public void Some_accounts_have_no_owner_some_an_owner_who_has_left_and_some_no_revenue()
    {
        var users = Organization.Users().Select(user => user.Id).ToHashSet();

        Assert.InRange(Accounts.Count(account => account.Owner is null), 50, 150);
        Assert.InRange(Accounts.Count(account => account.Owner is { } owner && !users.Contains(owner)), 1, 30);
        Assert.InRange(Accounts.Count(account => account.Revenue is null), 70, 180);
    }

    [Fact]
    public void Some_accounts_have_churned_and_some_are_brand_new()
    {
        var asOf = Organization.Options.AsOf;
        var spans = Emails.GroupBy(email => email.CustomerId)
            .Select(own => (First: own.Min(e => e.Message.SentAt), Last: own.Max(e => e.Message.SentAt)))
            .ToList();

        Assert.InRange(spans.Count(span => span.Last < asOf.AddDays(-100)), 60, 160);
        Assert.InRange(spans.Count(span => span.First > asOf.AddDays(-35)), 20, 80);
    }

    [Fact]
    public void There_is_a_team_member_for_every_25_accounts_and_some_have_no_known_cost()
    {
        var users = Organization.Users().ToList();

        Assert.Equal(40, users.Count);
        Assert.InRange(users.Count(user => user.HourlyCost is null), 1, 12);
    }

    [Fact]
    public void E_mail_is_written_on_weekdays()
    {
        var weekend = Emails.Count(email => email.Message.SentAt.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);

        Assert.InRange(weekend / (double)Emails.Count, 0.001, 0.03);
    }

    [Fact]
    public void In_threads_the_sides_mostly_take_turns()
    {
        var pairs = Emails.Zip(Emails.Skip(1)).Where(pair => pair.First.ThreadId == pair.Second.ThreadId).ToList();
        var turns = pairs.Count(pair => pair.First.Message.SenderSide != pair.Second.Message.SenderSide);

        Assert.InRange(turns / (double)pairs.Count, 0.75, 0.95);
    }

    [Fact]
    public void The_team_mostly_answers_within_a_day_and_sooner_than_accounts_do()
    {
        var waits = Emails.Zip(Emails.Skip(1))
            .Where(pair => pair.First.ThreadId == pair.Second.ThreadId && pair.First.Message.SenderSide != pair.Second.Message.SenderSide)
            .ToLookup(pair => pair.Second.Message.SenderSide, pair => (pair.Second.Message.SentAt - pair.First.Message.SentAt).TotalHours);

        Assert.InRange(Median(waits["team"]), 1, 24);
        Assert.InRange(Median(waits["account"]), Median(waits["team"]), 72);
    }

    [Fact]
    public void Some_threads_end_with_the_account_and_some_messages_have_no_label()
    {
        var last = Emails.GroupBy(email => email.ThreadId).Select(thread => thread.Last().Message.SenderSide).ToList();

        Assert.InRange(last.Count(side => side == "account") / (double)last.Count, 0.3, 0.7);
        Assert.InRange(Emails.Count(email => email.Message.Sentiment is null) / (double)Emails.Count, 0.1, 0.25);
    }

    [Fact]
    public void Times_of_messages_have_microseconds_and_nothing_finer()
    {
        Assert.All(Emails, email => Assert.Equal(0, email.Message.SentAt.Ticks % TimeSpan.TicksPerMicrosecond));
        Assert.Contains(Emails, email => email.Message.SentAt.Microsecond != 0);
    }

    [Fact]
    public void Meetings_are_confirmed_tentative_canceled_shared_and_planned()
    {
        var meetings = Organization.CalendarEvents().ToList();

        Assert.Equal(["cancelled", "confirmed", "tentative"], meetings.Select(meeting => meeting.Status).Distinct().Order());
        Assert.Contains(meetings.GroupBy(meeting => meeting.EventId), rows => rows.Select(row => row.CustomerId).Distinct().Count() == 2);
        Assert.InRange(
            meetings.Where(meeting => meeting.StartsAt > Organization.Options.AsOf).Select(meeting => meeting.CustomerId).Distinct().Count(),
            300,
            900);
        var attendance = Organization.CalendarEventAttendees().GroupBy(attendee => attendee.EventId).Select(event_ => event_.Count());
        Assert.Equal([1, 2, 3, 4], attendance.Distinct().Order());
    }

    [Fact]
    public void Every_channel_is_known_and_tokens_are_revoked_and_connected_again()
    {
        var tokens = Organization.UserApiTokens().ToList();

        Assert.Equal(["calendar", "chat", "email", "ticket"], tokens.Select(token => token.Channel).Distinct().Order());
        Assert.Contains(tokens, token => token.RevokedAt is not null);
        Assert.Contains(tokens.GroupBy(token => (token.UserId, token.Channel)), tokensOfOne => tokensOfOne.Count() > 1);
    }

    [Fact]
    public void Both_sides_comment_on_tickets()
    {
        var bySide = Organization.TicketComments().CountBy(comment => comment.AuthorSide).ToDictionary();

        Assert.InRange(bySide["team"] / (double)bySide.Values.Sum(), 0.4, 0.7);
    }

    [Theory]
    [InlineData(",")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("ü")]
    [InlineData("🌵")]
    [InlineData("株")]
    public void Company_names_hold_what_breaks_careless_files(string text)
        => Assert.Contains(Accounts, account => account.Name.Contains(text, StringComparison.Ordinal));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static Dictionary<long, int> CountEvents()
    {
        var accountOfTicket = Organization.Tickets().ToDictionary(ticket => ticket.Id, ticket => ticket.CustomerId);
        return Emails.Select(row => row.CustomerId)
            .Concat(Organization.ChatMessages().Select(row => row.CustomerId))
            .Concat(Organization.CalendarEvents().Select(row => row.CustomerId))
            .Concat(accountOfTicket.Values)
            .Concat(Organization.TicketComments().Select(row => accountOfTicket[row.TicketId]))
            .CountBy(account => account)
            .ToDictionary();
    }
}
