using AccountCommStats.Sample;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>Everything an export reads: the rows of several organizations, one of which is exported, and the export's parameters.</summary>
public sealed record World
{
    /// <summary>The organization that is exported.</summary>
    public long OrganizationId { get; init; } = 7;

    /// <summary>The as-of time of the export, in UTC.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>Length of the effort time frame.</summary>
    public required TimeSpan TimeFrame { get; init; }

    /// <summary>Start of the effort time frame, in UTC.</summary>
    public DateTime TimeFrameStart => AsOf - TimeFrame;

    /// <summary>Accounts.</summary>
    public IReadOnlyList<CustomerRow> Customers { get; init; } = [];

    /// <summary>Team members.</summary>
    public IReadOnlyList<UserRow> Users { get; init; } = [];

    /// <summary>Connections to providers.</summary>
    public IReadOnlyList<UserApiTokenRow> Tokens { get; init; } = [];

    /// <summary>E-mails.</summary>
    public IReadOnlyList<EmailRow> Emails { get; init; } = [];

    /// <summary>Chat messages.</summary>
    public IReadOnlyList<ChatMessageRow> ChatMessages { get; init; } = [];

    /// <summary>Meetings, one row per participating account.</summary>
    public IReadOnlyList<CalendarEventRow> Meetings { get; init; } = [];

    /// <summary>Team members who attended.</summary>
    public IReadOnlyList<CalendarEventAttendeeRow> Attendees { get; init; } = [];

    /// <summary>Tickets.</summary>
    public IReadOnlyList<TicketRow> Tickets { get; init; } = [];

    /// <summary>Comments on tickets.</summary>
    public IReadOnlyList<TicketCommentRow> Comments { get; init; } = [];

    /// <summary>The exported organization alone.</summary>
    public World Alone() => this with
    {
        Customers = [.. Customers.Where(row => row.OrganizationId == OrganizationId)],
        Users = [.. Users.Where(row => row.OrganizationId == OrganizationId)],
        Tokens = [.. Tokens.Where(row => row.OrganizationId == OrganizationId)],
        Emails = [.. Emails.Where(row => row.OrganizationId == OrganizationId)],
        ChatMessages = [.. ChatMessages.Where(row => row.OrganizationId == OrganizationId)],
        Meetings = [.. Meetings.Where(row => row.OrganizationId == OrganizationId)],
        Attendees = [.. Attendees.Where(row => row.OrganizationId == OrganizationId)],
        Tickets = [.. Tickets.Where(row => row.OrganizationId == OrganizationId)],
        Comments = [.. Comments.Where(row => row.OrganizationId == OrganizationId)],
    };

    /// <summary>SQL that creates the world, for investigating a failure.</summary>
    public override string ToString()
        => $"-- organization {OrganizationId}, as of {AsOf:yyyy-MM-dd HH:mm:ss.ffffff}, time frame {TimeFrame}\n{WorldSql.Insert(this)}";
}
