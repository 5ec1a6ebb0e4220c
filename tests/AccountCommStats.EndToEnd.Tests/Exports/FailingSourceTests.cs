using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Sources that fail while they are read.</summary>
public sealed class FailingSourceTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync() => _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 1, Accounts = 20, EventsPerAccount = 20 });

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_lost_connection_is_retried_from_a_new_snapshot()
    {
        var export = await TerminateAsync("--retry-delay", "0.01");

        Assert.Equal(0, export.ExitCode);
        Assert.Contains("attempt 1 of 4 failed", export.Error, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(_directory.Path).Length);
    }

    [Fact]
    public async Task Without_retries_a_lost_connection_ends_with_3_and_nothing_is_published()
    {
        var export = await TerminateAsync("--retries", "0");

        Assert.Equal(3, export.ExitCode);
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_failure_that_does_not_pass_is_not_retried()
    {
        await _database.ExecuteAsync("alter table users rename column hourly_cost to cost_per_hour");

        var export = await AcstatsProcess.RunAsync("export", "--source", _database.Uri, "--organization", "1", "--output", _directory.Path);

        Assert.Equal(4, export.ExitCode);
        Assert.DoesNotContain("attempt", export.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_ended_by_the_server()
    {
        await using var table = await HeldTable.HoldAsync(_database);

        var export = await AcstatsProcess.RunAsync(
            "export", "--source", _database.Uri, "--organization", "1", "--output", _directory.Path, "--statement-timeout", "1");

        Assert.Equal(3, export.ExitCode);
        Assert.Contains("canceling statement due to statement timeout", export.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    /// <summary>Ends an export's sessions while it reads, then lets the next attempt read.</summary>
    private async Task<AcstatsResult> TerminateAsync(params string[] more)
    {
        var table = await HeldTable.HoldAsync(_database);
        var export = AcstatsProcess.RunAsync(
            ["export", "--source", _database.Uri, "--organization", "1", "--output", _directory.Path, .. more]);
        await table.WaitUntilBlockedAsync();
        await table.TerminateExportsAsync();
        await table.DisposeAsync();
        return await export;
    }
}
