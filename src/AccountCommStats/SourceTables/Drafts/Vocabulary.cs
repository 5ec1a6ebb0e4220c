using System.Collections.Frozen;

namespace AccountCommStats.SourceTables.Drafts;

/// <summary>What tables and columns are called in other products: names in the form of <see cref="NameWords"/>, the likeliest first.</summary>
internal static class Vocabulary
{
    /// <summary>Columns that tell tenants apart.</summary>
    public static readonly string[] Tenant = Words(
        "organization_id organisation_id org_id tenant_id account_id workspace_id company_id team_id site_id");

    /// <summary>Columns that tell channels apart.</summary>
    public static readonly string[] Channel = Words("channel channel_type via_channel via medium source source_type");

    /// <summary>Columns that mark deleted rows.</summary>
    public static readonly string[] Deleted = Words("deleted_at discarded_at archived_at");

    /// <summary>Columns that are true for what the customer does not see.</summary>
    public static readonly string[] Internal = Words("private is_private internal is_internal");

    /// <summary>Columns that are false for what the customer does not see.</summary>
    public static readonly string[] Public = Words("public is_public");

    /// <summary>Columns that are true for what the customer sent.</summary>
    public static readonly string[] Incoming = Words("incoming is_incoming inbound is_inbound from_customer");

    /// <summary>Columns that are true for what the team sent.</summary>
    public static readonly string[] Outgoing = Words("outgoing is_outgoing outbound is_outbound from_agent is_agent from_team");

    /// <summary>Columns that say who sent something: a direction, or the kind of sender.</summary>
    public static readonly string[] Side = Words("side direction sender_type author_type from_type sender_role author_role message_type");

    /// <summary>Columns with the role of a person.</summary>
    public static readonly string[] Role = Words("role user_type type");

    /// <summary>The values that a sender column has if the customer sent something.</summary>
    /// <param name="column">The column.</param>
    public static string CustomerWords(string column) => column is "direction" or "message_type"
        ? "'in', 'incoming', 'inbound'"
        : "'account', 'client', 'contact', 'customer', 'end-user', 'end_user', 'visitor'";

    /// <summary>The values that a sender column has if a member of the team sent something.</summary>
    public const string TeamWords = "'agent', 'member', 'team', 'user'";

    /// <summary>What a source table holds.</summary>
    public static string MeaningOf(string table) => Targets[table].Meaning;

    /// <summary>Names of tables that a source table may be read from.</summary>
    public static IReadOnlyList<string> NamesOf(string table) => [NameWords.OfTable(table), .. Targets[table].Names];

    /// <summary>Columns that a table must have to be used.</summary>
    public static IReadOnlyList<string> NeededBy(string table) => Targets[table].Needed;

    /// <summary>Names of columns that may supply a source table's column.</summary>
    public static IReadOnlyList<string> NamesOf(string table, string column)
        => [column, .. Columns.GetValueOrDefault($"{table}.{column}") ?? Columns.GetValueOrDefault(column) ?? []];

    /// <summary>The source table that a column refers to; null if none.</summary>
    public static string? ReferredBy(string table, string column) => column switch
    {
        "owner" or "user_id" or "sender_user_id" or "assigned_user_id" or "author_user_id" => "users",
        "customer_id" => "customer",
        "ticket_id" => "ticket",
        "event_id" when table == "calendar_event_attendee" => "calendar_event_prop",
        _ => null,
    };

    /// <summary>Whether a source table holds the messages or tickets of one channel.</summary>
    public static bool IsOfChannel(string table) => table is "email_prop" or "chat_message" or "ticket" or "ticket_comment";

    /// <summary>Whether a table with this name holds the messages of all channels.</summary>
    public static bool IsOfAllChannels(string name) => name is "message" or "conversation";

    private static readonly FrozenDictionary<string, (string Meaning, string[] Names, string[] Needed)> Targets =
        new Dictionary<string, (string, string[], string[])>(StringComparer.Ordinal)
        {
            ["customer"] = ("the accounts that are reported on", Words("client company account organization organisation contact"), Words("id name")),
            ["users"] = ("the members of the team", Words("agent employee member team_member staff operator person"), Words("id full_name")),
            ["user_api_token"] = (
                "the channels that the team is connected to",
                Words("api_token access_token oauth_token integration channel_integration connection inbox mailbox channel"),
                Words("channel")),
            ["email_prop"] = ("the e-mails", Words("email email_message mail mail_message message"), Words("customer_id sent_at")),
            ["calendar_event_prop"] = (
                "the meetings, one row for each account that takes part", Words("calendar_event meeting appointment event"), Words("customer_id starts_at")),
            ["calendar_event_attendee"] = (
                "the members of the team who attended a meeting",
                Words("event_attendee meeting_attendee attendee event_participant meeting_participant participant"),
                Words("event_id user_id")),
            ["chat_message"] = ("the chat messages", Words("chat message"), Words("customer_id sent_at")),
            ["ticket"] = ("the tickets", Words("support_ticket case support_case issue conversation"), Words("customer_id opened_at")),
            ["ticket_comment"] = (
                "the comments on tickets", Words("comment ticket_message ticket_reply case_comment issue_comment message"), Words("ticket_id created_at")),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> Columns = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["name"] = Words("full_name display_name company_name title"),
        ["owner"] = Words("owner_id account_manager_id account_owner_id manager_id assigned_user_id assignee_id agent_id"),
        ["revenue"] = Words("annual_revenue yearly_revenue arr annual_value"),
        ["full_name"] = Words("name display_name username email"),
        ["hourly_cost"] = Words("hourly_rate cost_per_hour cost_rate"),
        ["user_id"] = Words("owner_id agent_id member_id attendee_id participant_id created_by_id"),
        ["channel"] = Words("channel_type integration_type type kind"),
        ["provider"] = Words("vendor service channel_type app source type name"),
        ["connected_at"] = Words("authorized_at created_at inserted_at created_on created"),
        ["revoked_at"] = Words("disconnected_at deactivated_at deleted_at discarded_at"),
        ["customer_id"] = Words("client_id company_id account_id organization_id organisation_id contact_id requester_id"),
        ["thread_id"] = Words("conversation_id email_thread_id ticket_id parent_id"),
        ["conversation_id"] = Words("chat_id thread_id session_id room_id"),
        ["sent_at"] = Words("received_at occurred_at created_at inserted_at created_on created date timestamp"),
        ["sender_user_id"] = Words("sender_id user_id agent_id author_id from_user_id created_by_id"),
        ["dm_involved"] = Words("is_decision_maker decision_maker"),
        ["sentiment"] = Words("sentiment_label"),
        ["calendar_event_prop.event_id"] = Words("calendar_event_id meeting_id appointment_id id"),
        ["event_id"] = Words("calendar_event_id meeting_id appointment_id"),
        ["starts_at"] = Words("start_at start_time starts_on started_at begins_at scheduled_at start"),
        ["ends_at"] = Words("end_at end_time ends_on ended_at end"),
        ["status"] = Words("state"),
        ["opened_at"] = Words("created_at submitted_at reported_at inserted_at created_on created"),
        ["assigned_user_id"] = Words("assignee_id assigned_to_id agent_id owner_id user_id"),
        ["ticket_id"] = Words("case_id issue_id conversation_id parent_id"),
        ["created_at"] = Words("sent_at posted_at inserted_at created_on created"),
        ["author_user_id"] = Words("author_id user_id sender_id agent_id created_by_id"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static string[] Words(string words) => words.Split(' ');
}
