using AccountCommStats.Exporting;
using CsCheck;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>
/// PostgreSQL, DuckDB and the second opinion agree in every cell, whatever the organizations hold.
/// </summary>
/// <remarks>
/// More worlds: <c>CsCheck_Iter=5000 dotnet test tests/AccountCommStats.EndToEnd.Tests --filter agree_in_every_cell</c>. A failure
/// prints its seed, the cells that differ, and SQL for the few rows that it takes; the same command with <c>CsCheck_Seed=...</c>
/// in place of CsCheck_Iter shows it again.
/// </remarks>
public sealed class AdversarialWorldsTests(WorldEngines engines) : IClassFixture<WorldEngines>
{
    private const int WorldsInCi = 200;
    private const int WorldsToCatchAFault = 50;

    /// <summary>Faults that a relation could have: a text of the composed query and what it is replaced by.</summary>
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
    };

    [Fact]
    public async Task Both_engines_and_the_second_opinion_agree_in_every_cell()
        => await Worlds.All.SampleAsync(
            async world =>
            {
                await AssertAgreeAsync("PostgreSQL", world, candidate => engines.OnPostgresAsync(candidate));
                await AssertAgreeAsync("DuckDB", world, engines.OnDuckDbAsync);
            },
            iter: IterationsUnlessAsked(WorldsInCi),
            threads: 1,
            print: _ => "What it takes:");

    [Fact]
    public async Task Other_organizations_change_no_cell()
        => await Worlds.All.SampleAsync(
            async world =>
            {
                var alone = await engines.OnPostgresAsync(world.Alone());
                var amongOthers = await engines.OnPostgresAsync(world);
                Assert.Empty(Cells.Differences(At(alone, DateTime.UnixEpoch), At(amongOthers, DateTime.UnixEpoch)));
            },
            iter: IterationsUnlessAsked(WorldsToCatchAFault),
            threads: 1);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_faulty_relation_is_caught_within_50_worlds(string text, string fault)
    {
        var query = AccountCommunicationStats.Query.Rows;
        Assert.Contains(text, query.Sql, StringComparison.Ordinal);
        var faulty = new SqlStatement([.. query.Parts.Select(part => part with { Text = part.Text.Replace(text, fault, StringComparison.Ordinal) })]);
        var caught = false;

        // Always the same worlds: whether they notice a fault must not be a matter of luck.
        foreach (var world in Worlds.All.Array[WorldsToCatchAFault].Single(_ => true, "0000000000001"))
        {
            var found = await engines.OnPostgresAsync(world, faulty);
            if (Cells.Differences(SecondOpinion.Rows(world, found.ExtractedAt), found.Rows).Count > 0)
            {
                caught = true;
                break;
            }
        }

        Assert.True(caught, $"{WorldsToCatchAFault} worlds did not notice '{fault}' in place of '{text}'.");
    }

    private static async Task AssertAgreeAsync(string engine, World world, Func<World, Task<QueriedRows>> readAsync)
    {
        if ((await DifferencesAsync(world)).Count > 0)
        {
            var small = await WorldShrinking.ShrinkAsync(world, async smaller => (await DifferencesAsync(smaller)).Count > 0);
            Assert.Fail($"{engine} differs from the second opinion:\n{string.Join('\n', await DifferencesAsync(small))}\n{small}");
        }

        async Task<IReadOnlyList<string>> DifferencesAsync(World candidate)
        {
            var found = await readAsync(candidate);
            return Cells.Differences(SecondOpinion.Rows(candidate, found.ExtractedAt), found.Rows);
        }
    }

    private static IReadOnlyList<AccountCommunicationStats> At(QueriedRows found, DateTime extractedAt)
        => [.. found.Rows.Select(row => row with
        {
            DataAsOf = row.DataAsOf == row.ExtractedAt ? extractedAt : row.DataAsOf,
            ExtractedAt = extractedAt,
        })];

    /// <summary>The number of worlds; the environment variable CsCheck_Iter asks for another one.</summary>
    private static long IterationsUnlessAsked(int worlds)
        => Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? worlds : -1;
}
