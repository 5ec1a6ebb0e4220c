using AccountCommStats.Sample;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>Finds the rows that cannot be counted: those with an unknown word, and events at infinity.</summary>
internal static class SourceFaults
{
    private static readonly string[] Sides = ["team", "account"];
    private static readonly string[] Statuses = ["confirmed", "tentative", "cancelled"];
    private static readonly string[] Channels = ["email", "calendar", "chat", "ticket"];
    private static readonly string?[] Sentiments = ["positive", "neutral", "negative", null];

    /// <summary>Whether an e-mail or chat message cannot be counted.</summary>
    public static bool HasFault(this SampleMessage message)
        => !Sides.Contains(message.SenderSide) || !Sentiments.Contains(message.Sentiment) || message.SentAt.IsInfinite();

    /// <summary>Whether a meeting cannot be counted.</summary>
    public static bool HasFault(this CalendarEventRow meeting)
        => !Statuses.Contains(meeting.Status) || meeting.StartsAt.IsInfinite() || meeting.EndsAt.IsInfinite();

    /// <summary>Whether a ticket, and with it each of its comments, cannot be counted.</summary>
    public static bool HasFault(this TicketRow ticket) => ticket.OpenedAt.IsInfinite();

    /// <summary>Whether a comment cannot be counted because of its own values, even if its ticket can.</summary>
    public static bool HasFault(this TicketCommentRow comment)
        => !Sides.Contains(comment.AuthorSide) || comment.CreatedAt.IsInfinite();

    /// <summary>The checks that an account breaks, in ordinal order of their names.</summary>
    /// <param name="world">A world with only one organization.</param>
    /// <param name="account">The account.</param>
    public static IReadOnlyList<string> BrokenChecks(World world, long account)
    {
        var meetings = world.Meetings.Where(meeting => meeting.CustomerId == account).ToList();
        var tickets = world.Tickets.Where(ticket => ticket.CustomerId == account).ToList();
        var comments = world.Comments.Where(comment => tickets.Any(ticket => ticket.Id == comment.TicketId)).ToList();
        List<(string Check, bool IsBroken)> checks =
        [
            .. OfMessages("chat", world.ChatMessages.Where(message => message.CustomerId == account).Select(message => message.Message)),
            .. OfMessages("email", world.Emails.Where(email => email.CustomerId == account).Select(email => email.Message)),
            ("meeting_status", meetings.Any(meeting => !Statuses.Contains(meeting.Status))),
            ("meeting_time", meetings.Any(meeting => meeting.StartsAt.IsInfinite() || meeting.EndsAt.IsInfinite())),
            ("ticket_author_side", comments.Any(comment => !Sides.Contains(comment.AuthorSide))),
            ("ticket_time", tickets.Any(ticket => ticket.OpenedAt.IsInfinite()) || comments.Any(comment => comment.CreatedAt.IsInfinite())),
        ];
        return [.. checks.Where(check => check.IsBroken).Select(check => check.Check)];
    }

    /// <summary>How many rows belong to no account, by the names of the remarks that count them.</summary>
    /// <param name="world">A world with only one organization.</param>
    public static Dictionary<string, long> Remarks(World world)
    {
        bool IsUnknown(long account) => !world.Customers.Any(customer => customer.Id == account);
        bool IsSeen(SampleMessage message) => message.HasFault() || message.SentAt <= world.AsOf;
        bool IsSeenTicket(TicketRow ticket) => ticket.HasFault() || ticket.OpenedAt <= world.AsOf
            || world.Comments.Any(comment => comment.TicketId == ticket.Id && comment.HasFault());
        var counts = new Dictionary<string, long>
        {
            ["chat_unknown_customer"] = world.ChatMessages.Count(message => IsUnknown(message.CustomerId) && IsSeen(message.Message)),
            ["email_unknown_customer"] = world.Emails.Count(email => IsUnknown(email.CustomerId) && IsSeen(email.Message)),
            ["meeting_unknown_customer"] = world.Meetings.Count(meeting => IsUnknown(meeting.CustomerId) && (meeting.HasFault() || meeting.Status != "cancelled")),
            ["ticket_unknown_customer"] = world.Tickets.Count(ticket => IsUnknown(ticket.CustomerId) && IsSeenTicket(ticket)),
        };

        // The export's own rows return the counts above, so an export without rows has none of them.
        return new(counts.Where(_ => world.Customers.Count > 0).Concat(
        [
            new("comment_unknown_ticket", world.Comments.Count(comment => world.Tickets.All(ticket => ticket.Id != comment.TicketId))),
            new("token_channel", world.Tokens.Count(token => !Channels.Contains(token.Channel))),
        ]).Where(count => count.Value > 0));
    }

    private static IEnumerable<(string Check, bool IsBroken)> OfMessages(string channel, IEnumerable<SampleMessage> messages)
    {
        var all = messages.ToList();
        return
        [
            ($"{channel}_sender_side", all.Any(message => !Sides.Contains(message.SenderSide))),
            ($"{channel}_sent_at", all.Any(message => message.SentAt.IsInfinite())),
            ($"{channel}_sentiment", all.Any(message => !Sentiments.Contains(message.Sentiment))),
        ];
    }
}
