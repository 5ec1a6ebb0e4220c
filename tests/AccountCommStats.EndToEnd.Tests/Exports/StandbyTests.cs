using AccountCommStats.Sample;
using AccountCommStats.Sample.Seeding;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>A private primary and its hot standby.</summary>
public sealed class ReplicatedServer : IAsyncLifetime
{
    /// <summary>A database on the primary with organization 42.</summary>
    public PostgresDatabase Primary { get; private set; } = null!;

    /// <summary>The standby.</summary>
    public PostgresServer Standby { get; private set; } = null!;

    /// <summary>The same database on the standby.</summary>
    public string Uri => Standby.Uri(Primary.Name);

    public async Task InitializeAsync()
    {
        var primary = await PostgresServer.StartAsync();
        Primary = await primary.CreateDatabaseAsync();
        await SampleSeeder.SeedAsync(Primary.ConnectionString, new SampleOptions { OrganizationId = 42, Accounts = 200, EventsPerAccount = 10 });
        Standby = await primary.StartStandbyAsync();
    }

    public async Task DisposeAsync()
    {
        await Standby.DisposeAsync();
        await Primary.DisposeAsync();
        await Primary.Server.DisposeAsync();
    }
}

/// <summary>Exports from a hot standby.</summary>
public sealed class StandbyTests(ReplicatedServer server) : IClassFixture<ReplicatedServer>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_file_is_that_of_the_primary(int connections)
    {
        var (primary, _) = await PublishedRows.ExportAsync(server.Primary.Uri, 42, connections);
        var (standby, remarks) = await PublishedRows.ExportAsync(server.Uri, 42, connections);

        Assert.Equal(primary, standby);
        Assert.Empty(remarks);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_reload_under_the_snapshot_is_noticed_on_each_connection(int connections)
    {
        await ReloadedSource.AssertRefusedAsync(server.Uri, connections, server.Primary, arrived: WaitUntilReplayedAsync);
        await server.Primary.ExecuteAsync("drop table kept");
    }

    [Fact]
    public async Task Check_is_green()
    {
        var check = await AcstatsProcess.RunAsync("check", "--source", server.Uri);

        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Contains(", a standby", check.Output, StringComparison.Ordinal);
        Assert.Contains("shared by several connections", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_stands_in_the_way_of_replication_is_canceled_and_tried_again()
    {
        // A lock on the primary also blocks reads on the standby. Here the export waits for the last table that it reads.
        await using var last = await HoldAsync("user_api_token");
        using var export = AcstatsProcess.Start(
            "export", "--source", server.Uri, "--organization", "42", "--output", _directory.Path, "--retry-delay", "0.01");
        await WaitUntilBlockedAsync();

        // The export has already read this table and still holds a lock on it on the standby. Replication needs that lock released.
        await using (await HoldAsync("email_prop"))
        {
            var told = await export.StandardError.ReadLineAsync();
            Assert.Contains("attempt 1 of 4 failed", told, StringComparison.Ordinal);
            Assert.Contains("conflict with recovery (SQLSTATE 40001)", told, StringComparison.Ordinal);
        }

        await last.DisposeAsync();
        await FlushAsync();
        await export.WaitForExitAsync();

        Assert.Equal(0, export.ExitCode);
        Assert.Equal(2, Directory.GetFiles(_directory.Path).Length);
    }

    /// <summary>Locks a table on the primary, and sends the lock to the standby.</summary>
    private async Task<NpgsqlConnection> HoldAsync(string table)
    {
        var connection = new NpgsqlConnection(server.Primary.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"begin; lock table {table} in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync();
        await FlushAsync();
        return connection;
    }

    /// <summary>Sends the WAL to the standby now. Otherwise a lock would be sent only with the next commit.</summary>
    private Task FlushAsync() => server.Primary.ExecuteAsync("select pg_switch_wal()");

    /// <summary>Waits until the standby has replayed all that the primary has written.</summary>
    private async Task WaitUntilReplayedAsync()
    {
        await using var primary = await server.Primary.OpenAsync();
        await using var command = new NpgsqlCommand("select cast(pg_current_wal_lsn() as text)", primary);
        await WaitForAsync($"select pg_last_wal_replay_lsn() >= '{await command.ExecuteScalarAsync()}'");
    }

    private Task WaitUntilBlockedAsync() => WaitForAsync("select exists (select from pg_locks where not granted)");

    private async Task WaitForAsync(string condition)
    {
        await using var connection = new NpgsqlConnection(server.Standby.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(condition, connection);
        while (!(bool)(await command.ExecuteScalarAsync())!)
        {
            await Task.Yield();
        }
    }
}
