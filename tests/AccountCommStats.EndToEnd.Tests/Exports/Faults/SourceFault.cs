namespace AccountCommStats.EndToEnd.Tests.Exports.Faults;

/// <summary>An invalid value in an event or token, and how an export must report it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Value">The value, as SQL.</param>
/// <param name="Check">The check that the affected accounts break; null if the affected rows belong to no account.</param>
/// <param name="Remark">The remark of the export that counts the affected rows; null if they belong to an account.</param>
/// <param name="Rows">How many rows the remark counts.</param>
public sealed record SourceFault(string Table, string Column, string Value, string? Check, string? Remark = null, int Rows = 3)
{
    private const string Infinity = "timestamptz 'infinity'";
    private const string MinusInfinity = "timestamptz '-infinity'";

    /// <summary>Every kind of fault in every column of events and tokens.</summary>
    public static IReadOnlyList<SourceFault> All { get; } =
    [
        .. OfMessages("email_prop", "email", "thread_id"),
        .. OfMessages("chat_message", "chat", "conversation_id"),
        .. Each("calendar_event_prop", "meeting_complete", ["id", "event_id", "dm_involved"], ["null"]),
        .. Each("calendar_event_prop", "meeting_time", ["starts_at", "ends_at"], ["null", Infinity, MinusInfinity]),
        .. Each("calendar_event_prop", "meeting_status", ["status"], ["null", "'Confirmed'"]),
        new("calendar_event_prop", "customer_id", "null", null, "meeting_no_customer"),
        new("calendar_event_prop", "customer_id", "999", null, "meeting_unknown_customer"),
        new("calendar_event_attendee", "event_id", "null", null, "attendance_no_event"),
        new("calendar_event_attendee", "user_id", "null", "meeting_complete"),
        .. Each("ticket", "ticket_complete", ["id"], ["null"]),
        .. Each("ticket", "ticket_time", ["opened_at"], ["null", Infinity, MinusInfinity]),
        new("ticket", "customer_id", "null", null, "ticket_no_customer"),
        new("ticket", "customer_id", "999", null, "ticket_unknown_customer", Rows: 2),
        .. Each("ticket_comment", "ticket_complete", ["id"], ["null"]),
        .. Each("ticket_comment", "ticket_time", ["created_at"], ["null", Infinity, MinusInfinity]),
        .. Each("ticket_comment", "ticket_author_side", ["author_side"], ["null", "'customer'"]),
        new("ticket_comment", "ticket_id", "null", null, "comment_unknown_ticket"),
        new("ticket_comment", "ticket_id", "999", null, "comment_unknown_ticket"),
        new("user_api_token", "channel", "'fax'", null, "token_channel"),
        new("user_api_token", "channel", "null", null, "token_channel"),
        .. new[] { "user_id", "provider", "connected_at" }.Select(column => new SourceFault("user_api_token", column, "null", null, "token_complete")),
    ];

    /// <inheritdoc/>
    public override string ToString() => $"{Table}.{Column} = {Value}";

    private static IEnumerable<SourceFault> OfMessages(string table, string channel, string conversation) =>
    [
        .. Each(table, channel + "_complete", ["id", conversation, "dm_involved"], ["null"]),
        .. Each(table, channel + "_sent_at", ["sent_at"], ["null", Infinity, MinusInfinity]),
        .. Each(table, channel + "_sender_side", ["sender_side"], ["null", "'Team'"]),
        .. Each(table, channel + "_sentiment", ["sentiment"], ["'angry'"]),
        new(table, "customer_id", "null", null, channel + "_no_customer"),
        new(table, "customer_id", "999", null, channel + "_unknown_customer", Rows: 2),
    ];

    private static IEnumerable<SourceFault> Each(string table, string check, string[] columns, string[] values)
        => columns.SelectMany(column => values.Select(value => new SourceFault(table, column, value, check)));
}
