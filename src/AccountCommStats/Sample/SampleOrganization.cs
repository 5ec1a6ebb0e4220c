namespace AccountCommStats.Sample;

/// <summary>
/// A fictional organization: its rows, table by table. The same options give the same rows in every database. Rows are
/// not kept, so memory use does not grow with the number of accounts.
/// </summary>
/// <remarks>Each enumeration generates a sequence again, with the same rows.</remarks>
public sealed class SampleOrganization
{
    private readonly SampleAccounts _accounts;
    private readonly SampleTeam _team;
    private readonly SampleMeetings _meetings;
    private readonly SampleTickets _tickets;

    private SampleOrganization(SampleOptions options)
    {
        Options = options;
        _team = new SampleTeam(options);
        _accounts = new SampleAccounts(options, _team);
        _meetings = new SampleMeetings(options, _accounts);
        _tickets = new SampleTickets(options);
    }

    /// <summary>What the organization was made from.</summary>
    public SampleOptions Options { get; }

    /// <summary>Makes an organization.</summary>
    /// <exception cref="ArgumentException">A value of the options is out of range; the message says which.</exception>
    public static SampleOrganization Create(SampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new SampleOrganization(options);
    }

    /// <summary>The accounts in the order of their ids.</summary>
    public IEnumerable<CustomerRow> Customers()
        => _accounts.All().Select(account
            => new CustomerRow(account.Id, Options.OrganizationId, account.Name, account.Owner, account.Revenue));

    /// <summary>The team members in the order of their ids.</summary>
    public IEnumerable<UserRow> Users() => _team.Users();

    /// <summary>The connections to providers in the order of their ids.</summary>
    public IEnumerable<UserApiTokenRow> UserApiTokens() => _team.Tokens();

    /// <summary>The e-mails in the order of their ids.</summary>
    public IEnumerable<EmailRow> Emails()
        => Messages(SampleConversations.Email, SampleSubject.Email, account => account.Events.Emails)
            .Select(m => new EmailRow(m.Id, Options.OrganizationId, m.Account, m.Conversation, m.Message));

    /// <summary>The chat messages in the order of their ids.</summary>
    public IEnumerable<ChatMessageRow> ChatMessages()
        => Messages(SampleConversations.Chat, SampleSubject.Chat, account => account.Events.ChatMessages)
            .Select(m => new ChatMessageRow(m.Id, Options.OrganizationId, m.Account, m.Conversation, m.Message));

    /// <summary>The calendar events in the order of their ids; the rows of a shared event follow each other.</summary>
    public IEnumerable<CalendarEventRow> CalendarEvents()
    {
        var id = 0L;
        foreach (var (eventId, account, meeting) in Meetings())
        {
            yield return Event(++id, eventId, account.Id, meeting);
            if (meeting.OtherAccount is { } other)
            {
                yield return Event(++id, eventId, _accounts.At(other).Id, meeting);
            }
        }
    }

    /// <summary>The attendance of team members in the order of the events.</summary>
    public IEnumerable<CalendarEventAttendeeRow> CalendarEventAttendees()
        => Meetings().SelectMany(m => m.Meeting.Attendees, (m, user)
            => new CalendarEventAttendeeRow(Options.OrganizationId, m.EventId, user));

    /// <summary>The tickets in the order of their ids.</summary>
    public IEnumerable<TicketRow> Tickets()
        => TicketsAndComments()
            .Where(t => t.Comment is null)
            .Select(t => new TicketRow(t.TicketId, Options.OrganizationId, t.Account, t.Ticket.OpenedAt, t.Ticket.AssignedUserId));

    /// <summary>The ticket comments in the order of their ids.</summary>
    public IEnumerable<TicketCommentRow> TicketComments()
    {
        var id = 0L;
        foreach (var (ticketId, _, _, comment) in TicketsAndComments())
        {
            if (comment is { } written)
            {
                yield return new TicketCommentRow(
                    ++id, Options.OrganizationId, ticketId, written.CreatedAt, written.AuthorSide, written.AuthorUserId);
            }
        }
    }

    private IEnumerable<(long Id, long Account, long Conversation, SampleMessage Message)> Messages(
        SampleConversations channel, SampleSubject subject, Func<SampleAccount, int> count)
    {
        var id = 0L;
        var conversations = 0L;
        foreach (var account in _accounts.All())
        {
            var random = SampleRandom.For(Options, subject, account.Index);
            var inAccount = -1;
            foreach (var (conversation, message) in channel.Write(account, count(account), random))
            {
                inAccount = conversation;
                yield return (++id, account.Id, conversations + conversation + 1, message);
            }

            conversations += inAccount + 1;
        }
    }

    private IEnumerable<(long EventId, SampleAccount Account, SampleMeeting Meeting)> Meetings()
    {
        var eventId = 0L;
        foreach (var account in _accounts.All())
        {
            foreach (var meeting in _meetings.Of(account))
            {
                yield return (++eventId, account, meeting);
            }
        }
    }

    private IEnumerable<(long TicketId, long Account, SampleTicket Ticket, SampleComment? Comment)> TicketsAndComments()
    {
        var ticketId = 0L;
        foreach (var account in _accounts.All())
        {
            foreach (var (ticket, comment) in _tickets.Of(account))
            {
                ticketId += comment is null ? 1 : 0;
                yield return (ticketId, account.Id, ticket, comment);
            }
        }
    }

    private CalendarEventRow Event(long id, long eventId, long account, SampleMeeting meeting)
        => new(id, Options.OrganizationId, account, eventId, meeting.StartsAt, meeting.EndsAt, meeting.Status, meeting.DmInvolved);
}
