using System.Security.Cryptography;
using System.Text;
using AccountCommStats.Sample;
using CsCheck;

namespace AccountCommStats.EndToEnd.Tests.Sample;

/// <summary>The rows of a sample organization are the same for the same options, and valid for any options.</summary>
public sealed class SampleRowsTests
{
    private static readonly Gen<SampleOptions> AnyOptions =
        Gen.Select(
            Gen.Long,
            Gen.Long[1, 100],
            Gen.Int[1, 60],
            Gen.Int[0, 80],
            (seed, organizationId, accounts, events) => new SampleOptions
            {
                Seed = seed, OrganizationId = organizationId, Accounts = accounts, EventsPerAccount = events,
            });

    [Fact]
    public void The_same_options_give_the_same_rows()
    {
        var options = new SampleOptions { Accounts = 50, EventsPerAccount = 40 };

        Assert.Equal(AllLines(SampleOrganization.Create(options)), AllLines(SampleOrganization.Create(options with { })));
    }

    [Fact]
    public void The_rows_do_not_change_from_machine_to_machine_nor_from_version_to_version()
    {
        var lines = AllLines(SampleOrganization.Create(new SampleOptions { Accounts = 200, EventsPerAccount = 100 }));

        // Change this hash only together with the sample, because comparisons depend on its rows.
        Assert.Equal(
            "040e9e110f2d08c3fb2d8ca79f5e462af96207fab463438ee989a3cd6228fe72",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)))));
    }

    [Fact]
    public void Another_seed_and_another_organization_give_other_rows()
    {
        var options = new SampleOptions { Accounts = 20, EventsPerAccount = 20 };
        var emails = Emails(options);

        Assert.NotEqual(emails, Emails(options with { Seed = 2 }));
        Assert.NotEqual(emails, Emails(options with { OrganizationId = 2 }));

        static List<SampleMessage> Emails(SampleOptions options)
            => [.. SampleOrganization.Create(options).Emails().Select(email => email.Message)];
    }

    [Fact]
    public void More_accounts_leave_the_accounts_before_them_their_ids_and_names()
    {
        var few = SampleOrganization.Create(new SampleOptions { Accounts = 30 }).Customers().Select(c => (c.Id, c.Name));
        var many = SampleOrganization.Create(new SampleOptions { Accounts = 40 }).Customers().Select(c => (c.Id, c.Name));

        Assert.Equal(few, many.Take(30));
    }

    [Fact]
    public void Keys_are_unique_within_the_organization()
        => AnyOptions.Sample(options =>
        {
            var organization = SampleOrganization.Create(options);
            AssertRising(organization.Customers().Select(row => row.Id));
            AssertRising(organization.Users().Select(row => row.Id));
            AssertRising(organization.UserApiTokens().Select(row => row.Id));
            AssertRising(organization.Emails().Select(row => row.Id));
            AssertRising(organization.CalendarEvents().Select(row => row.Id));
            AssertRising(organization.ChatMessages().Select(row => row.Id));
            AssertRising(organization.Tickets().Select(row => row.Id));
            AssertRising(organization.TicketComments().Select(row => row.Id));
            var attendees = organization.CalendarEventAttendees().Select(row => (row.EventId, row.UserId)).ToList();
            Assert.Equal(attendees.Count, attendees.Distinct().Count());
        });

    [Fact]
    public void Every_reference_leads_to_a_row()
        => AnyOptions.Sample(options =>
        {
            var organization = SampleOrganization.Create(options);
            var accounts = organization.Customers().Select(row => row.Id).ToHashSet();
            var users = organization.Users().Select(row => row.Id).ToHashSet();
            var events = organization.CalendarEvents().Select(row => row.EventId).ToHashSet();
            var tickets = organization.Tickets().Select(row => row.Id).ToHashSet();

            Assert.All(organization.UserApiTokens(), row => Assert.Contains(row.UserId, users));
            Assert.All(organization.Emails(), row => Assert.Contains(row.CustomerId, accounts));
            Assert.All(organization.ChatMessages(), row => Assert.Contains(row.CustomerId, accounts));
            Assert.All(organization.CalendarEvents(), row => Assert.Contains(row.CustomerId, accounts));
            Assert.All(organization.Tickets(), row => Assert.Contains(row.CustomerId, accounts));
            Assert.All(organization.CalendarEventAttendees(), row => Assert.Contains(row.EventId, events));
            Assert.All(organization.CalendarEventAttendees(), row => Assert.Contains(row.UserId, users));
            Assert.All(organization.TicketComments(), row => Assert.Contains(row.TicketId, tickets));
            Assert.All(
                organization.Emails().Select(row => row.Message.SenderUserId).Where(id => id is not null),
                id => Assert.Contains(id!.Value, users));
        });

    [Fact]
    public void Nothing_but_planned_meetings_happens_after_the_present()
        => AnyOptions.Sample(options =>
        {
            var organization = SampleOrganization.Create(options);
            Assert.All(organization.Emails(), row => Assert.True(row.Message.SentAt <= options.AsOf));
            Assert.All(organization.ChatMessages(), row => Assert.True(row.Message.SentAt <= options.AsOf));
            Assert.All(organization.Tickets(), row => Assert.True(row.OpenedAt <= options.AsOf));
            Assert.All(organization.TicketComments(), row => Assert.True(row.CreatedAt <= options.AsOf));
            Assert.All(organization.UserApiTokens(), row => Assert.True(row.ConnectedAt < options.AsOf && !(row.RevokedAt >= options.AsOf)));
        });

    [Fact]
    public void Messages_of_a_conversation_follow_each_other_and_belong_to_one_account()
        => AnyOptions.Sample(options =>
        {
            var emails = SampleOrganization.Create(options).Emails();
            foreach (var thread in emails.GroupBy(row => row.ThreadId))
            {
                Assert.Single(thread.Select(row => row.CustomerId).Distinct());
                AssertRising(thread.Select(row => row.Message.SentAt.Ticks));
            }
        });

    [Theory]
    [InlineData(0, 500)]
    [InlineData(1_000, -1)]
    public void Options_out_of_range_are_refused(int accounts, int events)
    {
        var refused = Assert.Throws<ArgumentException>(
            () => SampleOrganization.Create(new SampleOptions { Accounts = accounts, EventsPerAccount = events }));

        Assert.Contains("not", refused.Message, StringComparison.Ordinal);
    }

    private static List<string> AllLines(SampleOrganization organization) =>
    [
        .. organization.Customers().Select(TableReader.Line),
        .. organization.Users().Select(TableReader.Line),
        .. organization.UserApiTokens().Select(TableReader.Line),
        .. organization.Emails().Select(TableReader.Line),
        .. organization.CalendarEvents().Select(TableReader.Line),
        .. organization.CalendarEventAttendees().Select(TableReader.Line),
        .. organization.ChatMessages().Select(TableReader.Line),
        .. organization.Tickets().Select(TableReader.Line),
        .. organization.TicketComments().Select(TableReader.Line),
    ];

    private static void AssertRising(IEnumerable<long> values)
    {
        var before = long.MinValue;
        foreach (var value in values)
        {
            Assert.True(value > before, $"{value} follows {before}");
            before = value;
        }
    }
}
