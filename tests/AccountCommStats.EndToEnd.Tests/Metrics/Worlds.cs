using AccountCommStats.Sample;
using CsCheck;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>
/// Generates small worlds with many collisions. They have few ids, instants and organizations, and they have the edge cases of
/// every rule and every type.
/// </summary>
internal static class Worlds
{
    private const long Exported = long.MinValue;
    private const long UnknownUser = 99;
    private const int MaximumMessages = 24;

    // Some of these ids are equal as doubles.
    private static readonly long[] Accounts = [long.MinValue, 1, long.MaxValue - 1, long.MaxValue];
    private static readonly long[] Users = [long.MinValue, 11, long.MaxValue - 1, long.MaxValue];
    private static readonly long[] Conversations = [long.MinValue, long.MaxValue - 1, long.MaxValue];
    private static readonly long[] Events = [long.MinValue, 1, 2, long.MaxValue - 1, long.MaxValue];

    private static readonly string[] Channels = ["email", "calendar", "chat", "ticket"];

    // U+FB00 and the emoji sort differently by bytes and by UTF-16 code units.
    private static readonly string[] Providers = ["gmail", "Gmail", "outlook", "a, \"b\"", "o'c", "\uFB00", "\U0001F600", ""];

    private static readonly Gen<long> Organization = Gen.Frequency(
        (6, Gen.Const(Exported)), (1, Gen.Const(8L)), (1, Gen.Const(long.MaxValue)));

    private static readonly Gen<long> Account = Gen.OneOf(Accounts);
    private static readonly Gen<long> User = Gen.Frequency((8, Gen.OneOf(Users)), (1, Gen.Const(UnknownUser)));
    private static readonly Gen<long?> Sender = Gen.Frequency((6, User.Select(id => (long?)id)), (1, Gen.Const((long?)null)));
    private static readonly Gen<string> Side = Gen.Frequency(
        (30, Gen.OneOf("team", "account")), (1, Gen.OneOf("Team", " account", "agent", "")));

    private static readonly Gen<string?> Sentiment = Gen.Frequency(
        (30, Gen.OneOf("positive", "neutral", "negative", null)), (1, Gen.OneOf<string?>("Positive", "mixed", "")));

    private static readonly Gen<string> Status = Gen.Frequency(
        (30, Gen.OneOf("confirmed", "confirmed", "tentative", "cancelled")), (1, Gen.OneOf("Cancelled", "canceled", "")));

    private static readonly Gen<decimal?> Revenue = Gen.Frequency(
        (1, Gen.Const((decimal?)null)),
        (1, Gen.Const((decimal?)0m)),
        (2, Gen.Const((decimal?)365000.00m)),
        (4, Gen.Long[100_000, 99_999_999].Select(cents => (decimal?)cents / 100)),
        (1, Gen.Long[100_000, 99_999_999].Select(cents => (decimal?)-cents / 100)),
        (2, Gen.OneOf<decimal?>(999_999_999_999.99m, 0.01m, -0.01m, -999_999_999_999.99m)));

    private static readonly Gen<decimal?> HourlyCost = Gen.Frequency(
        (1, Gen.Const((decimal?)null)),
        (1, Gen.Const((decimal?)0m)),
        (2, Gen.OneOf<decimal?>(99_999_999.99m, 0.01m, -0.01m, -99_999_999.99m)),
        (2, Gen.Const((decimal?)60.00m)),
        (4, Gen.Long[0, 20_000].Select(cents => (decimal?)cents / 100)));

    private static readonly Gen<TimeSpan> TimeFrame = Gen.Frequency(
        (3, Gen.Const(TimeSpan.FromDays(30))),
        (1, Gen.Const(TimeSpan.Zero)),
        (3, Gen.Long[1, 90L * 86_400_000_000].Select(microseconds => TimeSpan.FromMicroseconds(microseconds))),
        (1, Gen.Const(TimeSpan.MaxValue)));

    // 18 seconds are 0.005 hours, which is exactly half of the last digit and must be rounded away from zero.
    private static readonly Gen<TimeSpan> Duration = Gen.Frequency(
        (1, Gen.Const(TimeSpan.Zero)),
        (1, Gen.Const(TimeSpan.FromHours(-1))),
        (3, Gen.Int[1, 9].Select(count => TimeSpan.FromSeconds(18 * count))),
        (1, Gen.Int[1, 9].Select(count => TimeSpan.FromSeconds(18 * count) - TimeSpan.FromMicroseconds(1))),
        (3, Gen.Long[1, 3 * 3_600_000_000L].Select(microseconds => TimeSpan.FromMicroseconds(microseconds))));

    /// <summary>Worlds of several organizations, one of which is exported.</summary>
    public static Gen<World> All { get; } =
        from noon in Instants.Noon
        from microseconds in Gen.OneOf(0L, 1L, 123_456L, 999_999L)
        from length in TimeFrame
        let asOf = noon.Plus(TimeSpan.FromMicroseconds(microseconds))
        let frame = asOf - asOf.Minus(length)
        from world in Of(asOf, frame)
        select world;

    private static Gen<World> Of(DateTime asOf, TimeSpan frame)
    {
        var instant = Instants.Around(asOf, frame);
        var accounts = Gen.Select(Organization, Account, Sender, Revenue).Array[0, 8]
            .Select(rows => rows.DistinctBy(row => (row.Item1, row.Item2)).Select(row =>
                new CustomerRow(row.Item2, row.Item1, $"\"{row.Item2}\", O'{row.Item1}", row.Item3, row.Item4)));
        var users = Gen.Select(Organization, Gen.OneOf(Users), HourlyCost).Array[0, 8]
            .Select(rows => rows.DistinctBy(row => (row.Item1, row.Item2)).Select(row =>
                new UserRow(row.Item2, row.Item1, $"User {row.Item2}", row.Item3)));
        var eventTime = instant.OrInfinite();
        var messages = Messages(eventTime);
        return
            from ofAccounts in accounts
            from ofUsers in users
            from ofTokens in Tokens(instant, asOf)
            from ofEmails in messages
            from ofChat in messages
            from ofMeetings in Meetings(eventTime)
            from ofAttendees in Gen.Select(Organization, Gen.OneOf(Events), User).Array[0, 12]
            from ofTickets in Gen.Select(Organization, Account, eventTime, Sender).Array[0, 8]
            from ofComments in Comments(eventTime)
            select new World
            {
                OrganizationId = Exported,
                AsOf = asOf,
                TimeFrame = frame,
                Customers = [.. ofAccounts],
                Users = [.. ofUsers],
                Tokens = ofTokens,
                Emails = [.. Numbered(ofEmails, row => row.Organization)
                    .Select(at => new EmailRow(at.Id, at.Row.Organization, at.Row.Account, at.Row.Conversation, at.Row.Message))],
                ChatMessages = [.. Numbered(ofChat, row => row.Organization)
                    .Select(at => new ChatMessageRow(at.Id, at.Row.Organization, at.Row.Account, at.Row.Conversation, at.Row.Message))],
                Meetings = ofMeetings,
                Attendees = [.. ofAttendees.Distinct().Select(row => new CalendarEventAttendeeRow(row.Item1, row.Item2, row.Item3))],
                Tickets = [.. Numbered(ofTickets, row => row.Item1)
                    .Select(at => new TicketRow(at.Id, at.Row.Item1, at.Row.Item2, at.Row.Item3, at.Row.Item4))],
                Comments = ofComments,
            };
    }

    private static Gen<AnyMessage[]> Messages(Gen<DateTime> instant)
        => Gen.Select(
            Organization,
            Account,
            Gen.OneOf(Conversations),
            Gen.Select(instant, Side, Sender, Gen.Bool, Sentiment)
                .Select(message => new SampleMessage(message.Item1, message.Item2, message.Item3, message.Item4, message.Item5)),
            (organization, account, conversation, message) => new AnyMessage(organization, account, conversation, message))
            .Array[0, MaximumMessages];

    private static Gen<UserApiTokenRow[]> Tokens(Gen<DateTime> instant, DateTime asOf)
        => Gen.Int[1, Channels.Length].SelectMany(channels => Gen.Select(
                Organization,
                User,
                Gen.Frequency((30, Gen.OneOf(Channels[..channels])), (1, Gen.OneOf("Email", "phone", ""))),
                Gen.OneOf(Providers),
                Gen.Frequency((1, instant), (2, Gen.Const(asOf.Minus(TimeSpan.FromDays(100))))),
                Gen.Frequency(
                    (3, Gen.Const((DateTime?)null)),
                    (2, instant.Select(at => (DateTime?)at)),
                    (1, Gen.Const((DateTime?)Instants.Infinity))))
            .Array[0, 14])
            .Select(rows => Numbered(rows, row => row.Item1).Select(at => new UserApiTokenRow(
                at.Id, at.Row.Item1, at.Row.Item2, at.Row.Item3, at.Row.Item4, "secret", at.Row.Item5, at.Row.Item6)).ToArray());

    private static Gen<CalendarEventRow[]> Meetings(Gen<DateTime> instant)
        => Gen.Select(
                Organization,
                Account,
                Gen.OneOf(Events),
                Gen.Select(
                    instant,
                    Gen.Frequency((9, Duration), (1, Gen.OneOf(TimeSpan.MinValue, TimeSpan.MaxValue))),
                    Gen.Frequency(
                        (30, Gen.Const((DateTime?)null)),
                        (1, Gen.OneOf<DateTime?>(Instants.Infinity, Instants.MinusInfinity))),
                    (starts, duration, never) => (Starts: starts, Ends: never ?? starts.Plus(duration))),
                Status,
                Gen.Bool)
            .Array[0, 12]
            .Select(rows => Numbered(rows, row => row.Item1)
                .Select(at => new CalendarEventRow(
                    at.Id,
                    at.Row.Item1,
                    at.Row.Item2,
                    at.Row.Item3,
                    at.Row.Item4.Starts,
                    at.Row.Item4.Ends,
                    at.Row.Item5,
                    at.Row.Item6)).ToArray());

    private static Gen<TicketCommentRow[]> Comments(Gen<DateTime> instant)
        => Gen.Select(Organization, Gen.Int[0, 6].Select(Id), instant, Side, Sender).Array[0, MaximumMessages]
            .Select(rows => Numbered(rows, row => row.Item1).Select(at => new TicketCommentRow(
                at.Id, at.Row.Item1, at.Row.Item2, at.Row.Item3, at.Row.Item4, at.Row.Item5)).ToArray());

    /// <summary>Gives the rows of every organization the same ids, so that they collide.</summary>
    private static IEnumerable<(long Id, TRow Row)> Numbered<TRow>(IEnumerable<TRow> rows, Func<TRow, long> organization)
        => rows.GroupBy(organization).SelectMany(group => group.Select((row, index) => (Id(index), row)));

    private static long Id(int index) => index switch { 0 => long.MaxValue, 1 => long.MinValue, _ => index };

    private sealed record AnyMessage(long Organization, long Account, long Conversation, SampleMessage Message);
}
