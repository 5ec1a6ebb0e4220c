using System.Globalization;
using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Several organizations in one run.</summary>
public sealed class ManyOrganizationsTests : IAsyncLifetime, IDisposable
{
    private const string AsOf = "2025-12-10";

    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync() => _database = await SeededDatabase.CreateAsync(
        [.. Enumerable.Range(1, 4).Select(organization => new SampleOptions { OrganizationId = organization, Accounts = 5, EventsPerAccount = 20 })]);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task One_that_fails_does_not_stop_the_others_and_resume_does_only_that_one()
    {
        await _database.ExecuteAsync("""
            alter table users rename to users_kept;
            create view users as
              select id, organization_id, hourly_cost / (case organization_id when 2 then 0 else 1 end) as hourly_cost from users_kept
            """);
        var first = await ExportAsync("--all-organizations", "--as-of", AsOf);
        Assert.Equal(5, first.ExitCode);
        Assert.Contains("4 organizations: 3 delivered, 1 failed", first.Output, StringComparison.Ordinal);
        Assert.Contains("error: organization 2: PostgreSQL ", first.Error, StringComparison.Ordinal);
        Assert.Contains("division by zero", first.Error, StringComparison.Ordinal);
        Assert.Equal(6, Directory.GetFiles(_directory.Path).Length);
        await _database.ExecuteAsync("drop view users; alter table users_kept rename to users");

        var second = await ExportAsync("--all-organizations", "--as-of", AsOf, "--resume", "--json");

        Assert.Equal(0, second.ExitCode);
        using var summary = JsonDocument.Parse(second.Output);
        Assert.Equal(
            ["1 skipped", "2 delivered", "3 skipped", "4 skipped"],
            summary.RootElement.GetProperty("organizations").EnumerateArray()
                .Select(each => $"{each.GetProperty("organization_id")} {each.GetProperty("outcome")}"));
        Assert.Equal(8, Directory.GetFiles(_directory.Path).Length);
    }

    [Fact]
    public async Task Shards_export_each_organization_once_and_are_resumed_by_themselves()
    {
        var outputs = new List<string>();
        foreach (var shard in new[] { "1/3", "2/3", "3/3", "1/3" })
        {
            var export = await ExportAsync("--all-organizations", "--as-of", AsOf, "--shard", shard, "--resume", "--json");
            Assert.Equal(0, export.ExitCode);
            Assert.Contains($"shard {shard}: ", export.Error, StringComparison.Ordinal);
            using var summary = JsonDocument.Parse(export.Output);
            outputs.Add(string.Join(' ', summary.RootElement.GetProperty("organizations").EnumerateArray().Select(each => $"{each.GetProperty("organization_id")} {each.GetProperty("outcome")}")));
        }

        Assert.Equal(["1", "2", "3", "4"], outputs[..3].SelectMany(output => output.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(word => word != "delivered").Order());
        Assert.Equal(outputs[0].Replace("delivered", "skipped", StringComparison.Ordinal), outputs[3]);
        Assert.Equal(8, Directory.GetFiles(_directory.Path).Length);
    }

    [Fact]
    public async Task A_shard_that_there_is_not_is_wrong_usage()
    {
        var export = await ExportAsync("--all-organizations", "--shard", "0/3");

        Assert.Equal(2, export.ExitCode);
        Assert.Contains("--shard is '0/3'. Write the number of the share and the number of shares, such as 3/8; the first is 1/8.", export.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--time-frame-days", "30")]
    [InlineData()]
    public async Task Resume_exports_again_what_is_not_as_asked_for_or_does_not_agree_with_its_manifest(params string[] other)
    {
        await ExportAsync("--organization", "1", "2", "--as-of", AsOf);
        await File.AppendAllTextAsync(_directory.File("account-communication-stats.org-2.20251210T000000Z.csv"), "x");

        var resumed = await ExportAsync(["--organization", "1", "2", "--as-of", AsOf, "--resume", .. other]);

        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains(
            other.Length > 0 ? "2 organizations: 2 delivered" : "2 organizations: 1 skipped, 1 delivered",
            resumed.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exit_code_is_that_of_the_most_severe_failure()
    {
        await _database.ExecuteAsync("""
            update customer set revenue = 999999999999.99 where organization_id = 1;
            create function fail() returns numeric language plpgsql as $do$ begin raise exception 'out of order'; end $do$;
            alter table users rename to users_kept;
            create view users as
              select id, organization_id, case organization_id when 2 then fail() else hourly_cost end as hourly_cost from users_kept
            """);

        var export = await ExportAsync("--organization", "1", "--organization", "2", "--organization", "3", "--json");

        Assert.Equal(3, export.ExitCode);
        using var summary = JsonDocument.Parse(export.Output);
        Assert.Equal(
            [5, 3, 0],
            summary.RootElement.GetProperty("organizations").EnumerateArray().Select(each => each.GetProperty("exit_code").GetInt32()));
    }

    [Fact]
    public async Task Quarantine_delivers_the_rows_that_keep_the_rules_and_counts_the_others()
    {
        await _database.ExecuteAsync("""
            update customer set revenue = 999999999999.99
            where organization_id = 1 and id = (select min(id) from customer where organization_id = 1)
            """);

        var failed = await ExportAsync("--organization", "1", "--as-of", AsOf);
        var quarantined = await ExportAsync("--organization", "1", "--as-of", AsOf, "--on-violation", "quarantine", "--json");

        Assert.Equal(5, failed.ExitCode);
        Assert.Equal(0, quarantined.ExitCode);
        using var summary = JsonDocument.Parse(quarantined.Output);
        var one = summary.RootElement.GetProperty("organizations")[0];
        Assert.Equal((4, 1), (one.GetProperty("rows").GetInt32(), one.GetProperty("rejected_rows").GetInt32()));
        Assert.Single(Directory.GetFiles(_directory.Path, "*.rejects.csv"));
    }

    private Task<AcstatsResult> ExportAsync(params string[] more)
        => AcstatsProcess.RunAsync(["export", "--source", _database.Uri, "--output", _directory.Path, .. more]);
}
