using AccountCommStats.Sample;
using CsCheck;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>
/// Generates small worlds in which everything that can collide does: few ids, few instants, few organizations, and the edges
/// of every rule in between.
/// </summary>
internal static class Worlds
{
    private const long Exported = 7;
    private const long UnknownUser = 99;
    private const int MostMessages = 24;

    private static readonly DateTime Noon = new(2025, 3, 31, 12, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Channels = ["email", "calendar", "chat", "ticket"];

    // U+FB00 and an emoji: their order by bytes is not their order by UTF-16 code units.
    private static readonly string[] Providers = ["gmail", "Gmail", "outlook", "a, \"b\"", "o'c", "\uFB00", "\U0001F600", ""];

    private static readonly Gen<long> Organization = Gen.Frequency(
        (6, Gen.Const(Exported)), (1, Gen.Const(8L)), (1, Gen.Const(9L)));

    private static readonly Gen<long> Account = Gen.Long[1, 4];
    private static readonly Gen<long> User = Gen.Frequency((8, Gen.Long[11, 14]), (1, Gen.Const(UnknownUser)));
    private static readonly Gen<long?> Sender = Gen.Frequency((6, User.Select(id => (long?)id)), (1, Gen.Const((long?)null)));
    private static readonly Gen<string> Side = Gen.OneOf("team", "account");
    private static readonly Gen<string?> Sentiment = Gen.OneOf("positive", "neutral", "negative", null);

    private static readonly Gen<decimal?> Revenue = Gen.Frequency(
        (1, Gen.Const((decimal?)null)),
        (1, Gen.Const((decimal?)0m)),
        (2, Gen.Const((decimal?)365000.00m)),
        (4, Gen.Long[100_000, 99_999_999].Select(cents => (decimal?)cents / 100)),
        (1, Gen.Long[100_000, 99_999_999].Select(cents => (decimal?)-cents / 100)));

    private static readonly Gen<decimal?> HourlyCost = Gen.Frequency(
        (1, Gen.Const((decimal?)null)),
        (1, Gen.Const((decimal?)0m)),
        (2, Gen.Const((decimal?)60.00m)),
        (4, Gen.Long[0, 20_000].Select(cents => (decimal?)cents / 100)));

    private static readonly Gen<TimeSpan> TimeFrame = Gen.Frequency(
        (3, Gen.Const(TimeSpan.FromDays(30))),
        (1, Gen.Const(TimeSpan.Zero)),
        (3, Gen.Long[1, 90L * 86_400_000_000].Select(microseconds => TimeSpan.FromMicroseconds(microseconds))));

    // 18 seconds are 0.005 hours: the halves that must be rounded away from zero.
    private static readonly Gen<TimeSpan> Duration = Gen.Frequency(
        (1, Gen.Const(TimeSpan.Zero)),
        (1, Gen.Const(TimeSpan.FromHours(-1))),
        (3, Gen.Int[1, 9].Select(count => TimeSpan.FromSeconds(18 * count))),
        (1, Gen.Int[1, 9].Select(count => TimeSpan.FromSeconds(18 * count) - TimeSpan.FromMicroseconds(1))),
        (3, Gen.Long[1, 3 * 3_600_000_000L].Select(microseconds => TimeSpan.FromMicroseconds(microseconds))));

    /// <summary>Worlds of several organizations, of which number 7 is exported.</summary>
    public static Gen<World> All { get; } =
        from microseconds in Gen.OneOf(0L, 1L, 123_456L, 999_999L)
        from frame in TimeFrame
        let asOf = Noon + TimeSpan.FromMicroseconds(microseconds)
        from world in Of(asOf, frame)
        select world;

    private static Gen<World> Of(DateTime asOf, TimeSpan frame)
    {
        var instant = Instant(asOf, frame);
        var accounts = Gen.Select(Organization, Account, Sender, Revenue).Array[0, 8]
            .Select(rows => rows.DistinctBy(row => (row.Item1, row.Item2)).Select(row =>
                new CustomerRow(row.Item2, row.Item1, $"\"{row.Item2}\", O'{row.Item1}", row.Item3, row.Item4)));
        var users = Gen.Select(Organization, Gen.Long[11, 14], HourlyCost).Array[0, 8]
            .Select(rows => rows.DistinctBy(row => (row.Item1, row.Item2)).Select(row =>
                new UserRow(row.Item2, row.Item1, $"User {row.Item2}", row.Item3)));
        var messages = Messages(instant);
        return
            from ofAccounts in accounts
            from ofUsers in users
            from ofTokens in Tokens(instant)
            from ofEmails in messages
            from ofChat in messages
            from ofMeetings in Meetings(instant)
            from ofAttendees in Gen.Select(Organization, Gen.Long[1, 5], User).Array[0, 12]
            from ofTickets in Gen.Select(Organization, Account, instant, Sender).Array[0, 8]
            from ofComments in Comments(instant)
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

    /// <summary>Instants, many of them equal and many at or next to the edges of the time frame.</summary>
    private static Gen<DateTime> Instant(DateTime asOf, TimeSpan frame)
    {
        var start = asOf - frame;
        var microsecond = TimeSpan.FromMicroseconds(1);
        return Gen.Frequency(
            (2, Gen.OneOf(asOf, asOf - microsecond, asOf + microsecond)),
            (2, Gen.OneOf(start, start - microsecond, start + microsecond)),
            (8, Gen.Int[0, 30].Select(count => asOf - TimeSpan.FromSeconds(18 * count))),
            (3, Gen.Int[0, 60].Select(days => Noon - TimeSpan.FromDays(days))),
            (4, Gen.Long[0, 60L * 86_400_000_000].Select(back => asOf - TimeSpan.FromMicroseconds(back))),
            (1, Gen.Long[0, 5L * 86_400_000_000].Select(ahead => asOf + TimeSpan.FromMicroseconds(ahead))));
    }

    private static Gen<AnyMessage[]> Messages(Gen<DateTime> instant)
        => Gen.Select(
            Organization,
            Account,
            Gen.Long[1, 3],
            Gen.Select(instant, Side, Sender, Gen.Bool, Sentiment)
                .Select(message => new SampleMessage(message.Item1, message.Item2, message.Item3, message.Item4, message.Item5)),
            (organization, account, conversation, message) => new AnyMessage(organization, account, conversation, message))
            .Array[0, MostMessages];

    private static Gen<UserApiTokenRow[]> Tokens(Gen<DateTime> instant)
        => Gen.Int[1, Channels.Length].SelectMany(channels => Gen.Select(
                Organization,
                User,
                Gen.OneOf(Channels[..channels]),
                Gen.OneOf(Providers),
                Gen.Frequency((1, instant), (2, Gen.Const(Noon.AddDays(-100)))),
                Gen.Frequency((3, Gen.Const((DateTime?)null)), (1, instant.Select(at => (DateTime?)at))))
            .Array[0, 14])
            .Select(rows => Numbered(rows, row => row.Item1).Select(at => new UserApiTokenRow(
                at.Id, at.Row.Item1, at.Row.Item2, at.Row.Item3, at.Row.Item4, "secret", at.Row.Item5, at.Row.Item6)).ToArray());

    private static Gen<CalendarEventRow[]> Meetings(Gen<DateTime> instant)
        => Gen.Select(
                Organization,
                Account,
                Gen.Long[1, 5],
                instant,
                Duration,
                Gen.OneOf("confirmed", "confirmed", "tentative", "cancelled"),
                Gen.Bool)
            .Array[0, 12]
            .Select(rows => Numbered(rows.DistinctBy(row => (row.Item1, row.Item2, row.Item3)), row => row.Item1)
                .Select(at => new CalendarEventRow(
                    at.Id,
                    at.Row.Item1,
                    at.Row.Item2,
                    at.Row.Item3,
                    at.Row.Item4,
                    at.Row.Item4 + at.Row.Item5,
                    at.Row.Item6,
                    at.Row.Item7)).ToArray());

    private static Gen<TicketCommentRow[]> Comments(Gen<DateTime> instant)
        => Gen.Select(Organization, Gen.Long[1, 7], instant, Side, Sender).Array[0, MostMessages]
            .Select(rows => Numbered(rows, row => row.Item1).Select(at => new TicketCommentRow(
                at.Id, at.Row.Item1, at.Row.Item2, at.Row.Item3, at.Row.Item4, at.Row.Item5)).ToArray());

    /// <summary>Gives every organization's rows the ids 1, 2, 3, so that those of different organizations collide.</summary>
    private static IEnumerable<(long Id, TRow Row)> Numbered<TRow>(IEnumerable<TRow> rows, Func<TRow, long> organization)
        => rows.GroupBy(organization).SelectMany(group => group.Select((row, index) => (index + 1L, row)));

    private sealed record AnyMessage(long Organization, long Account, long Conversation, SampleMessage Message);
}
