using AccountCommStats.Exporting.Schema;
using CsCheck;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>The comparison of <see cref="AdversarialWorldsTests"/> notices a relation that is wrong in one place.</summary>
public sealed class FaultyRelationTests(WorldEngines engines) : IClassFixture<WorldEngines>
{
    private const int WorldsToCatchAFault = 100;

    /// <summary>Faults that a relation could have. Each is a text of the composed query and its replacement.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "e.sent_at <= ", "e.sent_at < " },
        { "t.opened_at <= ", "t.opened_at < " },
        { "tc.created_at <= ", "tc.created_at < " },
        { "status <> 'cancelled'", "status = 'confirmed'" },
        { "e.sent_at, e.id)", "e.sent_at, e.id desc)" },
        { "18000000", "17999999" },
        { "u.connected_at desc, u.id desc", "u.connected_at desc, u.id" },
        { "order by count(*) desc, ", "order by count(*), " },
        { "or u.revoked_at > ", "or u.revoked_at >= " },
        { "or u.revoked_at > ", "or null > " },
        { "or u.revoked_at > ", "or u.revoked_at < 'infinity' and u.revoked_at > " },
        { "or u.revoked_at > ", "or u.revoked_at < u.connected_at or u.revoked_at > " },
        { "order by e.entered_at, e.is_comment, e.id", "order by e.is_comment, e.entered_at, e.id" },
        {
            "join ticket t on t.id = tc.ticket_id",
            "join (select c.ticket_id as id, c.created_at as opened_at from ticket_comment c) t on t.id = tc.ticket_id"
        },
        { "count(*) filter (where m.occurred)", "count(distinct m.event_id) filter (where m.occurred)" },
        { "e.customer_id, e.thread_id order by", "e.customer_id, cast(e.thread_id as double precision) order by" },
        { "left join users u on u.id = ", "left join users u on cast(u.id as double precision) = " },
        { "date_trunc('second', e.sent_at)", "e.sent_at" },
        { "timestamptz '1900-01-01 00:00:00+00'", "timestamptz '0001-01-01 00:00:00+00'" },
        { "timestamptz '2038-01-01 00:00:00+00'", "timestamptz '9999-12-31 00:00:00+00'" },
        { "e.sender_side = 'account' as by_account", "true as by_account" },
        { "count(m.sentiment) as labeled", "0 as labeled" },
        { "tc.author_side = 'account' as by_account", "true as by_account" },
        { "or isfinite(e.sent_at) is not true", "" },
        { "or isfinite(tc.created_at) is not true", "" },
        { "where v.is_opened", "where true" },
        { "sign(x.cost) * 1800000000", "1800000000" },
        { "cast(100 * t.revenue as numeric(38,0))", "cast(least(100 * t.revenue, 99999999999998) as numeric(38,0))" },
        {
            "cast((f.cost - f.cost % 3600000000) / 3600000000 as numeric(38,0)) * 0.01",
            "least(cast((f.cost - f.cost % 3600000000) / 3600000000 as numeric(38,0)) * 0.01, 9999999999.99)"
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_faulty_relation_is_caught_within_100_worlds(string text, string fault)
    {
        var query = AccountCommunicationStats.Query;
        Assert.Contains(
            [query.Rows, .. query.SystemValues.Select(value => value.Statement)],
            statement => statement.Sql.Contains(text, StringComparison.Ordinal));
        var caught = false;

        // Takes the same worlds in every run, because noticing a fault must not be a matter of luck.
        foreach (var world in Worlds.All.Array[WorldsToCatchAFault].Single(_ => true, "0000000000001"))
        {
            var found = await engines.OnPostgresAsync(world, WithFault);
            if (Cells.Differences(SecondOpinion.Rows(world, found.ExtractedAt), found.Rows).Count > 0)
            {
                caught = true;
                break;
            }
        }

        Assert.True(caught, $"{WorldsToCatchAFault} worlds did not notice '{fault}' in place of '{text}'.");

        SqlStatement WithFault(SqlStatement statement) => new(
            [.. statement.Parts.Select(part => part with { Text = part.Text.Replace(text, fault, StringComparison.Ordinal) })]);
    }
}
