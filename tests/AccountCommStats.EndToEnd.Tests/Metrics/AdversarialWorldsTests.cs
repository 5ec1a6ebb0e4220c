using CsCheck;

namespace AccountCommStats.EndToEnd.Tests.Metrics;

/// <summary>
/// PostgreSQL, DuckDB and the second opinion, an independent calculation in C#, agree in every cell, whatever rows the
/// organizations have.
/// </summary>
/// <remarks>
/// To test more random worlds: <c>CsCheck_Iter=5000 dotnet test tests/AccountCommStats.EndToEnd.Tests --filter agree_in_every_cell</c>. A
/// failure prints its seed, the cells that differ, and SQL that creates the few rows that are needed to see it. The same command
/// with <c>CsCheck_Seed=...</c> instead of CsCheck_Iter repeats the failure.
/// </remarks>
public sealed class AdversarialWorldsTests(WorldEngines engines) : IClassFixture<WorldEngines>
{
    private const int WorldsInCi = 200;
    private const int WorldsAmongOthers = 50;

    [Fact]
    public async Task Both_engines_and_the_second_opinion_agree_in_every_cell()
        => await Worlds.All.SampleAsync(
            world => Task.WhenAll(
                AssertAgreeAsync("PostgreSQL", world, candidate => engines.OnPostgresAsync(candidate)),
                Task.Run(() => AssertAgreeAsync("DuckDB", world, engines.OnDuckDbAsync))),
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
                Assert.Empty(Cells.Differences(WithoutExtractedAt(alone), WithoutExtractedAt(amongOthers)));
            },
            iter: IterationsUnlessAsked(WorldsAmongOthers),
            threads: 1);

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
            return
            [
                .. Cells.Differences(SecondOpinion.Rows(candidate, found.ExtractedAt), found.Rows),
                .. SecondOpinion.Remarks(candidate).Except(found.Remarks).Select(remark => $"remark {remark.Key}: expected {remark.Value}"),
                .. found.Remarks.Except(SecondOpinion.Remarks(candidate)).Select(remark => $"remark {remark.Key}: found {remark.Value}"),
            ];
        }
    }

    private static IReadOnlyList<Dictionary<string, string?>> WithoutExtractedAt(QueriedRows found)
        => [.. found.Rows.Select(row => row.ToDictionary(
            cell => cell.Key, cell => cell.Value == row["extracted_at"] ? "extracted_at" : cell.Value))];

    /// <summary>The number of worlds, unless the environment variable CsCheck_Iter sets another.</summary>
    private static long IterationsUnlessAsked(int worlds)
        => Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? worlds : -1;
}
