namespace AccountCommStats.Sample;

/// <summary>A ticket without its comments.</summary>
/// <param name="OpenedAt">Instant in UTC.</param>
/// <param name="AssignedUserId">A users.id; null for an unassigned ticket.</param>
internal readonly record struct SampleTicket(DateTime OpenedAt, long? AssignedUserId);

/// <summary>A comment on a ticket.</summary>
/// <param name="CreatedAt">Instant in UTC.</param>
/// <param name="AuthorSide"><c>team</c> or <c>account</c>.</param>
/// <param name="AuthorUserId">A users.id; null for the account's comments and for those of an unknown team member.</param>
internal readonly record struct SampleComment(DateTime CreatedAt, string AuthorSide, long? AuthorUserId);

/// <summary>Opens an account's tickets and has both sides comment on them until they are solved.</summary>
internal sealed class SampleTickets(SampleOptions options)
{
    private static readonly Quantiles Comments = new(0, 0, 2, 4, 6, 9, 14, 25, 45);

    private static readonly Quantiles TeamWaits =
        Quantiles.OfSeconds(30, 300, 1_800, 5_400, 14_400, 50_000, 120_000, 300_000, 1_000_000);

    private static readonly Quantiles AccountWaits =
        Quantiles.OfSeconds(60, 400, 3_000, 12_000, 50_000, 150_000, 350_000, 800_000, 2_000_000);

    /// <summary>
    /// The tickets of an account, each followed by its comments in the order of time: an item is a ticket if its
    /// comment is null, otherwise a comment on the previous ticket.
    /// </summary>
    public IEnumerable<(SampleTicket Ticket, SampleComment? Comment)> Of(SampleAccount account)
    {
        var random = SampleRandom.For(options, SampleSubject.Tickets, account.Index);
        for (var left = account.Events.TicketsAndComments; left > 0; left--)
        {
            var lead = account.Lead(random);
            var ticket = new SampleTicket(account.AnyTime(random), random.Chance(14) ? null : lead);
            yield return (ticket, null);

            var comments = Math.Min(left - 1, (int)Comments.Sample(random));
            var fromAccount = random.Chance(12);
            var at = NextTime(account, ticket.OpenedAt, fromAccount, random);
            for (var i = 0; i < comments && at <= account.LastTime; i++)
            {
                yield return (ticket, fromAccount
                    ? new SampleComment(at, SampleMessage.Account, null)
                    : new SampleComment(at, SampleMessage.Team, account.Actor(lead, random)));
                left--;

                fromAccount = random.Chance(24) ? fromAccount : !fromAccount;
                at = NextTime(account, at, fromAccount, random);
            }
        }
    }

    private static DateTime NextTime(SampleAccount account, DateTime at, bool fromAccount, SampleRandom random)
        => SampleConversations.NextTime(
            account, at + (fromAccount ? AccountWaits : TeamWaits).SampleSpan(random), fromAccount, random);
}
