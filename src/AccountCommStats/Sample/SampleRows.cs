using System.Collections.Immutable;

namespace AccountCommStats.Sample;

/// <summary>An account.</summary>
/// <param name="Id">Primary key within the organization.</param>
/// <param name="OrganizationId">Tenant.</param>
/// <param name="Name">Name of the company.</param>
/// <param name="Owner">A users.id; null if nobody owns the account.</param>
/// <param name="Revenue">Dollars a year; null if unknown.</param>
public readonly record struct CustomerRow(long Id, long OrganizationId, string Name, long? Owner, decimal? Revenue) : ISampleRow
{
    /// <inheritdoc/>
    public static string Table => "customer";

    /// <inheritdoc/>
    public static ImmutableArray<string> Columns { get; } = ["id", "organization_id", "name", "owner", "revenue"];

    /// <inheritdoc/>
    public void WriteTo(IValueSink sink)
    {
        sink.WriteBigint(Id);
        sink.WriteBigint(OrganizationId);
        sink.WriteText(Name);
        sink.WriteBigint(Owner);
        sink.WriteNumeric(Revenue);
    }
}

/// <summary>A team member.</summary>
/// <param name="Id">Primary key within the organization.</param>
/// <param name="OrganizationId">Tenant.</param>
/// <param name="FullName">Name.</param>
/// <param name="HourlyCost">Dollars an hour; null if unknown.</param>
public readonly record struct UserRow(long Id, long OrganizationId, string FullName, decimal? HourlyCost) : ISampleRow
{
    /// <inheritdoc/>
    public static string Table => "users";

    /// <inheritdoc/>
    public static ImmutableArray<string> Columns { get; } = ["id", "organization_id", "full_name", "hourly_cost"];

    /// <inheritdoc/>
    public void WriteTo(IValueSink sink)
    {
        sink.WriteBigint(Id);
        sink.WriteBigint(OrganizationId);
        sink.WriteText(FullName);
        sink.WriteNumeric(HourlyCost);
    }
}

/// <summary>A team member's connection to a provider.</summary>
/// <param name="Id">Primary key within the organization.</param>
/// <param name="OrganizationId">Tenant.</param>
/// <param name="UserId">A users.id.</param>
/// <param name="Channel"><c>email</c>, <c>calendar</c>, <c>chat</c> or <c>ticket</c>.</param>
/// <param name="Provider">Provider of the channel.</param>
/// <param name="Token">A stand-in for a secret, which grants nothing.</param>
/// <param name="ConnectedAt">Instant in UTC.</param>
/// <param name="RevokedAt">Instant in UTC; null while the token is active.</param>
public readonly record struct UserApiTokenRow(
    long Id,
    long OrganizationId,
    long UserId,
    string Channel,
    string Provider,
    string Token,
    DateTime ConnectedAt,
    DateTime? RevokedAt) : ISampleRow
{
    /// <inheritdoc/>
    public static string Table => "user_api_token";

    /// <inheritdoc/>
    public static ImmutableArray<string> Columns { get; } =
        ["id", "organization_id", "user_id", "channel", "provider", "token", "connected_at", "revoked_at"];

    /// <inheritdoc/>
    public void WriteTo(IValueSink sink)
    {
        sink.WriteBigint(Id);
        sink.WriteBigint(OrganizationId);
        sink.WriteBigint(UserId);
        sink.WriteText(Channel);
        sink.WriteText(Provider);
        sink.WriteText(Token);
        sink.WriteInstant(ConnectedAt);
        sink.WriteInstant(RevokedAt);
    }
}

/// <summary>An e-mail.</summary>
/// <param name="Id">Primary key within the organization.</param>
/// <param name="OrganizationId">Tenant.</param>
/// <param name="CustomerId">The account.</param>
/// <param name="ThreadId">The thread.</param>
/// <param name="Message">Time, sender and labels.</param>
public readonly record struct EmailRow(long Id, long OrganizationId, long CustomerId, long ThreadId, SampleMessage Message)
    : ISampleRow
{
    /// <inheritdoc/>
    public static string Table => "email_prop";

    /// <inheritdoc/>
    public static ImmutableArray<string> Columns { get; } =
        ["id", "organization_id", "customer_id", "thread_id", .. SampleMessage.Columns];

    /// <inheritdoc/>
    public void WriteTo(IValueSink sink)
    {
        sink.WriteBigint(Id);
        sink.WriteBigint(OrganizationId);
        sink.WriteBigint(CustomerId);
        sink.WriteBigint(ThreadId);
        Message.WriteTo(sink);
    }
}

/// <summary>A chat message.</summary>
/// <param name="Id">Primary key within the organization.</param>
/// <param name="OrganizationId">Tenant.</param>
/// <param name="CustomerId">The account.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Message">Time, sender and labels.</param>
public readonly record struct ChatMessageRow(
    long Id,
    long OrganizationId,
    long CustomerId,
    long ConversationId,
    SampleMessage Message) : ISampleRow
{
    /// <inheritdoc/>
    public static string Table => "chat_message";

    /// <inheritdoc/>
    public static ImmutableArray<string> Columns { get; } =
        ["id", "organization_id", "customer_id", "conversation_id", .. SampleMessage.Columns];

    /// <inheritdoc/>
    public void WriteTo(IValueSink sink)
    {
        sink.WriteBigint(Id);
        sink.WriteBigint(OrganizationId);
        sink.WriteBigint(CustomerId);
        sink.WriteBigint(ConversationId);
        Message.WriteTo(sink);
    }
}

/// <summary>A calendar event as one account sees it; an event shared by two accounts has two rows.</summary>
/// <param name="Id">Primary key within the organization.</param>
/// <param name="OrganizationId">Tenant.</param>
/// <param name="CustomerId">The account.</param>
/// <param name="EventId">The event.</param>
/// <param name="StartsAt">Instant in UTC.</param>
/// <param name="EndsAt">Instant in UTC.</param>
/// <param name="Status"><c>confirmed</c>, <c>tentative</c> or <c>cancelled</c>.</param>
/// <param name="DmInvolved">Whether a decision maker is invited.</param>
public readonly record struct CalendarEventRow(
    long Id,
    long OrganizationId,
    long CustomerId,
    long EventId,
    DateTime StartsAt,
    DateTime EndsAt,
    string Status,
    bool DmInvolved) : ISampleRow
{
    /// <inheritdoc/>
    public static string Table => "calendar_event_prop";

    /// <inheritdoc/>
    public static ImmutableArray<string> Columns { get; } =
        ["id", "organization_id", "customer_id", "event_id", "starts_at", "ends_at", "status", "dm_involved"];

    /// <inheritdoc/>
    public void WriteTo(IValueSink sink)
    {
        sink.WriteBigint(Id);
        sink.WriteBigint(OrganizationId);
        sink.WriteBigint(CustomerId);
        sink.WriteBigint(EventId);
        sink.WriteInstant(StartsAt);
        sink.WriteInstant(EndsAt);
        sink.WriteText(Status);
        sink.WriteBoolean(DmInvolved);
    }
}

/// <summary>A team member who attends an event.</summary>
/// <param name="OrganizationId">Tenant.</param>
/// <param name="EventId">The event.</param>
/// <param name="UserId">A users.id.</param>
public readonly record struct CalendarEventAttendeeRow(long OrganizationId, long EventId, long UserId) : ISampleRow
{
    /// <inheritdoc/>
    public static string Table => "calendar_event_attendee";

    /// <inheritdoc/>
    public static ImmutableArray<string> Columns { get; } = ["organization_id", "event_id", "user_id"];

    /// <inheritdoc/>
    public void WriteTo(IValueSink sink)
    {
        sink.WriteBigint(OrganizationId);
        sink.WriteBigint(EventId);
        sink.WriteBigint(UserId);
    }
}

/// <summary>A ticket.</summary>
/// <param name="Id">Primary key within the organization.</param>
/// <param name="OrganizationId">Tenant.</param>
/// <param name="CustomerId">The account.</param>
/// <param name="OpenedAt">Instant in UTC.</param>
/// <param name="AssignedUserId">A users.id; null for an unassigned ticket.</param>
public readonly record struct TicketRow(long Id, long OrganizationId, long CustomerId, DateTime OpenedAt, long? AssignedUserId)
    : ISampleRow
{
    /// <inheritdoc/>
    public static string Table => "ticket";

    /// <inheritdoc/>
    public static ImmutableArray<string> Columns { get; } =
        ["id", "organization_id", "customer_id", "opened_at", "assigned_user_id"];

    /// <inheritdoc/>
    public void WriteTo(IValueSink sink)
    {
        sink.WriteBigint(Id);
        sink.WriteBigint(OrganizationId);
        sink.WriteBigint(CustomerId);
        sink.WriteInstant(OpenedAt);
        sink.WriteBigint(AssignedUserId);
    }
}

/// <summary>A comment on a ticket.</summary>
/// <param name="Id">Primary key within the organization.</param>
/// <param name="OrganizationId">Tenant.</param>
/// <param name="TicketId">The ticket.</param>
/// <param name="CreatedAt">Instant in UTC.</param>
/// <param name="AuthorSide"><c>team</c> or <c>account</c>.</param>
/// <param name="AuthorUserId">A users.id; null for the account's comments and for those of an unknown team member.</param>
public readonly record struct TicketCommentRow(
    long Id,
    long OrganizationId,
    long TicketId,
    DateTime CreatedAt,
    string AuthorSide,
    long? AuthorUserId) : ISampleRow
{
    /// <inheritdoc/>
    public static string Table => "ticket_comment";

    /// <inheritdoc/>
    public static ImmutableArray<string> Columns { get; } =
        ["id", "organization_id", "ticket_id", "created_at", "author_side", "author_user_id"];

    /// <inheritdoc/>
    public void WriteTo(IValueSink sink)
    {
        sink.WriteBigint(Id);
        sink.WriteBigint(OrganizationId);
        sink.WriteBigint(TicketId);
        sink.WriteInstant(CreatedAt);
        sink.WriteText(AuthorSide);
        sink.WriteBigint(AuthorUserId);
    }
}
