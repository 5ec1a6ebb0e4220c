using AccountCommStats.Sample;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>
/// The rows of an export, calculated in plain C# from docs/metrics.md and independently of the SQL. The code loops over rows in
/// memory, calculates exactly, and rounds once.
/// </summary>
internal sealed class SecondOpinion
{
    private readonly World _world;
    private readonly List<EmailRow> _emails;
    private readonly List<ChatMessageRow> _chatMessages;
    private readonly List<CalendarEventRow> _meetings;
    private readonly List<TicketRow> _tickets;
    private readonly List<TicketCommentRow> _comments;
    private readonly Dictionary<long, List<long>> _attendees = [];
    private readonly Tokens _tokens;
    private readonly Effort _effort;

    private SecondOpinion(World everything)
    {
        var world = everything.Alone();
        _world = world;
        _emails = [.. world.Emails.Where(email => !email.Message.HasFault() && email.Message.SentAt <= world.AsOf)];
        _chatMessages =
        [
            .. world.ChatMessages.Where(message => !message.Message.HasFault() && message.Message.SentAt <= world.AsOf),
        ];
        _meetings = [.. world.Meetings.Where(meeting => !meeting.HasFault() && meeting.Status != "cancelled")];
        _tickets = [.. world.Tickets.Where(ticket => !ticket.HasFault() && ticket.OpenedAt <= world.AsOf)];
        _comments =
        [
            .. world.Comments.Where(comment => !comment.HasFault()
                && comment.CreatedAt <= world.AsOf
                && _tickets.Any(ticket => ticket.Id == comment.TicketId)),
        ];
        foreach (var attendee in world.Attendees)
        {
            if (!_attendees.TryGetValue(attendee.EventId, out var users))
            {
                _attendees.Add(attendee.EventId, users = []);
            }

            users.Add(attendee.UserId);
        }

        _tokens = new Tokens(world.Tokens, world.AsOf);
        _effort = new Effort(world);
    }

    /// <summary>The cells of each row, in the order of the account ids.</summary>
    /// <param name="world">What the export reads.</param>
    /// <param name="extractedAt">When the snapshot was taken, in UTC. Only the source knows this time.</param>
    public static IReadOnlyList<Dictionary<string, string?>> Rows(World world, DateTime extractedAt)
    {
        var opinion = new SecondOpinion(world);
        return
        [
            .. opinion._world.Customers.OrderBy(account => account.Id)
                .Select(account => Cells.Of(opinion.Row(account, extractedAt), SourceFaults.BrokenChecks(opinion._world, account.Id))),
        ];
    }

    /// <summary>How many rows belong to no account, by the names of the remarks that count them.</summary>
    public static Dictionary<string, long> Remarks(World world) => SourceFaults.Remarks(world.Alone());

    private AccountCommunicationStats Row(CustomerRow account, DateTime extractedAt)
    {
        var row = new AccountCommunicationStats
        {
            AccountId = account.Id,
            EmailProvider = _tokens.Provider("email", account.Owner),
            MeetingProvider = _tokens.Provider("calendar", account.Owner),
            ChatProvider = _tokens.Provider("chat", account.Owner),
            TicketProvider = _tokens.Provider("ticket", account.Owner),
            ExtractedAt = extractedAt,
            DataAsOf = LatestEvent() ?? extractedAt,
        };
        row = WithEmails(row, account);
        row = WithMeetings(row, account);
        row = WithChat(row, account);
        row = WithTickets(row, account);
        return WithEffort(row, account);
    }

    private AccountCommunicationStats WithEmails(AccountCommunicationStats row, CustomerRow account)
    {
        var emails = _emails.Where(email => email.CustomerId == account.Id).ToList();
        var byTeam = emails.Where(email => email.Message.SenderSide == "team").ToList();
        var byAccount = emails.Where(email => email.Message.SenderSide == "account").ToList();
        var threads = emails.GroupBy(email => email.ThreadId)
            .Select(thread => new Conversation(thread
                .OrderBy(email => email.Message.SentAt).ThenBy(email => email.Id)
                .Select(email => MessageOf(email.Message))))
            .ToList();
        row = row with
        {
            TeamLastSentEmailDate = Latest(byTeam.Select(email => email.Message.SentAt)),
            AccountLastSentEmailDate = Latest(byAccount.Select(email => email.Message.SentAt)),
            TeamEmailResponseTimeHours = Conversation.MeanResponseHours(threads, Side.Team),
            AccountEmailResponseTimeHours = Conversation.MeanResponseHours(threads, Side.Account),
            EmailLastTouchDm = Latest(emails.Where(email => email.Message.DmInvolved).Select(email => email.Message.SentAt)),
        };
        return emails.Count == 0 && !_tokens.IsKnown("email") ? row : row with
        {
            TotalEmails = emails.Count,
            TeamSentEmails = byTeam.Count,
            AccountSentEmails = byAccount.Count,
            EmailsSentByOwner = account.Owner is null ? null : byTeam.Count(email => email.Message.SenderUserId == account.Owner),
            TeamOpenEmailThreads = threads.Count(thread => thread.LastSide == Side.Account),
            AccountOpenEmailThreads = threads.Count(thread => thread.LastSide == Side.Team),
            EmailPositiveSentiment = emails.Count(email => email.Message.Sentiment == "positive"),
            EmailNeutralSentiment = emails.Count(email => email.Message.Sentiment == "neutral"),
            EmailNegativeSentiment = emails.Count(email => email.Message.Sentiment == "negative"),
        };
    }

    private AccountCommunicationStats WithChat(AccountCommunicationStats row, CustomerRow account)
    {
        var messages = _chatMessages.Where(message => message.CustomerId == account.Id).ToList();
        var byTeam = messages.Where(message => message.Message.SenderSide == "team").ToList();
        var byAccount = messages.Where(message => message.Message.SenderSide == "account").ToList();
        var conversations = messages.GroupBy(message => message.ConversationId)
            .Select(conversation => new Conversation(conversation
                .OrderBy(message => message.Message.SentAt).ThenBy(message => message.Id)
                .Select(message => MessageOf(message.Message))))
            .ToList();
        row = row with
        {
            TeamLastSentChatDate = Latest(byTeam.Select(message => message.Message.SentAt)),
            AccountLastSentChatDate = Latest(byAccount.Select(message => message.Message.SentAt)),
            TeamChatResponseTimeHours = Conversation.MeanResponseHours(conversations, Side.Team),
            AccountChatResponseTimeHours = Conversation.MeanResponseHours(conversations, Side.Account),
            LastDmChatDate = Latest(messages.Where(message => message.Message.DmInvolved).Select(message => message.Message.SentAt)),
        };
        return messages.Count == 0 && !_tokens.IsKnown("chat") ? row : row with
        {
            TotalChatMessages = messages.Count,
            TeamSentChatMessages = byTeam.Count,
            AccountSentChatMessages = byAccount.Count,
            ChatMessagesSentByOwner = account.Owner is null
                ? null : byTeam.Count(message => message.Message.SenderUserId == account.Owner),
            ChatPositiveSentiment = messages.Count(message => message.Message.Sentiment == "positive"),
            ChatNeutralSentiment = messages.Count(message => message.Message.Sentiment == "neutral"),
            ChatNegativeSentiment = messages.Count(message => message.Message.Sentiment == "negative"),
        };
    }

    private AccountCommunicationStats WithMeetings(AccountCommunicationStats row, CustomerRow account)
    {
        var meetings = _meetings.Where(meeting => meeting.CustomerId == account.Id).ToList();
        var occurred = meetings.Where(meeting => meeting.StartsAt <= _world.AsOf).ToList();
        var ofOwner = occurred.Where(meeting => account.Owner is { } owner && AttendeesOf(meeting).Contains(owner)).ToList();
        var ahead = meetings.Where(meeting => meeting.StartsAt > _world.AsOf).Select(meeting => meeting.StartsAt).ToList();
        row = row with
        {
            LastMeetingDate = Latest(occurred.Select(meeting => meeting.StartsAt)),
            LastDmMeetingDate = Latest(occurred.Where(meeting => meeting.DmInvolved).Select(meeting => meeting.StartsAt)),
            NextMeetingDate = ahead.Count == 0 ? null : ahead.Min(),
        };
        return meetings.Count == 0 && !_tokens.IsKnown("calendar") ? row : row with
        {
            TotalMeetings = occurred.Count,
            MeetingTimeHours = Exact.Hours(Sum(occurred, Effort.DurationOf)),
            TeamMeetingTimeHours = Exact.Hours(Sum(occurred, meeting => Effort.DurationOf(meeting) * AttendeesOf(meeting).Count)),
            OwnerMeetingTimeHours = account.Owner is null ? null : Exact.Hours(Sum(ofOwner, Effort.DurationOf)),
            OwnerTotalMeetings = account.Owner is null ? null : ofOwner.Count,
        };
    }

    private AccountCommunicationStats WithTickets(AccountCommunicationStats row, CustomerRow account)
    {
        var tickets = _tickets.Where(ticket => ticket.CustomerId == account.Id).ToList();
        var conversations = tickets.Select(ticket => new Conversation(MessagesOf(ticket))).ToList();
        row = row with
        {
            TeamTicketResponseTimeHours = Conversation.MeanResponseHours(conversations, Side.Team),
            AccountTicketResponseTimeHours = Conversation.MeanResponseHours(conversations, Side.Account),
            LastTicketOpenedDate = Latest(tickets.Select(ticket => ticket.OpenedAt)),
        };
        return tickets.Count == 0 && !_tokens.IsKnown("ticket") ? row : row with
        {
            SubmittedTickets = tickets.Count,
            TicketComments = tickets.Sum(ticket => _comments.Count(comment => comment.TicketId == ticket.Id)),
            TicketsToOwner = account.Owner is null ? null : tickets.Count(ticket => ticket.AssignedUserId == account.Owner),
        };
    }

    private AccountCommunicationStats WithEffort(AccountCommunicationStats row, CustomerRow account)
    {
        _effort.Begin();
        foreach (var email in _emails.Where(email => email.CustomerId == account.Id && email.Message.SenderSide == "team"))
        {
            _effort.AddEmail(email.Message);
        }

        foreach (var message in _chatMessages.Where(message => message.CustomerId == account.Id && message.Message.SenderSide == "team"))
        {
            _effort.AddChatMessage(message.Message);
        }

        var tickets = _tickets.Where(ticket => ticket.CustomerId == account.Id).ToList();
        foreach (var comment in _comments.Where(comment => comment.AuthorSide == "team"
            && tickets.Any(ticket => ticket.Id == comment.TicketId)))
        {
            _effort.AddComment(comment);
        }

        foreach (var meeting in _meetings.Where(meeting => meeting.CustomerId == account.Id))
        {
            foreach (var user in AttendeesOf(meeting))
            {
                _effort.AddAttendance(meeting, user);
            }
        }

        row = row with { TimeFrameRevenue = _effort.Revenue(account) };
        var isUnknown = row.TotalEmails is null && row.TotalMeetings is null
            && row.TotalChatMessages is null && row.SubmittedTickets is null;
        return isUnknown ? row : row with
        {
            TeamEffortHours = _effort.TeamHours,
            OwnerEffortHours = account.Owner is { } owner ? _effort.HoursOf(owner) : null,
            TeamEffortCost = _effort.Cost,
            EfficiencyRate = _effort.Rate(account),
        };
    }

    private DateTime? LatestEvent()
        => Latest([
            .. _emails.Select(email => email.Message.SentAt),
            .. _chatMessages.Select(message => message.Message.SentAt),
            .. _meetings.Where(meeting => meeting.StartsAt <= _world.AsOf).Select(meeting => meeting.StartsAt),
            .. _tickets.Select(ticket => ticket.OpenedAt),
            .. _comments.Select(comment => comment.CreatedAt),
        ]);

    private List<long> AttendeesOf(CalendarEventRow meeting) => _attendees.GetValueOrDefault(meeting.EventId) ?? [];

    /// <summary>The opening of the ticket and its comments, as messages in order. At the same instant, the opening comes first.</summary>
    private IEnumerable<Message> MessagesOf(TicketRow ticket)
    {
        var comments = _comments.Where(comment => comment.TicketId == ticket.Id)
            .OrderBy(comment => comment.CreatedAt).ThenBy(comment => comment.Id).ToList();
        foreach (var comment in comments.Where(comment => comment.CreatedAt < ticket.OpenedAt))
        {
            yield return MessageOf(comment);
        }

        yield return new Message(ticket.OpenedAt, Side.Account);
        foreach (var comment in comments.Where(comment => comment.CreatedAt >= ticket.OpenedAt))
        {
            yield return MessageOf(comment);
        }
    }

    private static Message MessageOf(TicketCommentRow comment)
        => new(comment.CreatedAt, comment.AuthorSide == "team" ? Side.Team : Side.Account);

    private static Message MessageOf(SampleMessage message)
        => new(message.SentAt, message.SenderSide == "team" ? Side.Team : Side.Account);

    private static DateTime? Latest(IEnumerable<DateTime> instants)
    {
        DateTime? latest = null;
        foreach (var instant in instants)
        {
            latest = latest is null || instant > latest ? instant : latest;
        }

        return latest;
    }

    private static System.Numerics.BigInteger Sum<T>(IEnumerable<T> items, Func<T, System.Numerics.BigInteger> value)
    {
        System.Numerics.BigInteger sum = 0;
        foreach (var item in items)
        {
            sum += value(item);
        }

        return sum;
    }
}
