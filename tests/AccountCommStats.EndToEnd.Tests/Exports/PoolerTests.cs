using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Exports through PgBouncer in transaction mode.</summary>
public sealed class PoolerTests : IAsyncLifetime
{
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync() => _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 42, Accounts = 200, EventsPerAccount = 10 });

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_file_is_that_of_a_direct_connection(int connections)
    {
        await using var pooler = await PgBouncer.StartAsync(_database.Server, poolSize: 4);

        var (direct, _) = await PublishedRows.ExportAsync(_database.Uri, 42, connections: 1);
        var (pooled, remarks) = await PublishedRows.ExportAsync(pooler.Uri(_database.Name), 42, connections);

        Assert.Equal(direct, pooled);
        Assert.Empty(remarks);
    }

    [Fact]
    public async Task A_pool_too_small_to_share_the_snapshot_gives_the_same_file_and_a_remark()
    {
        await using var pooler = await PgBouncer.StartAsync(_database.Server, poolSize: 1);

        var (direct, _) = await PublishedRows.ExportAsync(_database.Uri, 42, connections: 1);
        var (pooled, remarks) = await PublishedRows.ExportAsync(pooler.Uri(_database.Name), 42, connections: 2);

        Assert.Equal(direct, pooled);
        var remark = Assert.Single(remarks);
        Assert.StartsWith("The export ran on 1 of 2 connections", remark, StringComparison.Ordinal);
        Assert.Contains("query_wait_timeout", remark, StringComparison.Ordinal);
        Assert.EndsWith("To avoid this message, export with one connection.", remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_an_export_sets_is_left_to_others()
    {
        await using var pooler = await PgBouncer.StartAsync(_database.Server, poolSize: 1);
        const string Settings = "select string_agg(name || '=' || setting, e'\\n' order by name) from pg_settings where name not like 'application_name'";
        var before = await ReadAsync(pooler, Settings);

        await PublishedRows.ExportAsync(pooler.Uri(_database.Name), 42, connections: 1);

        Assert.Equal(before, await ReadAsync(pooler, Settings));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_reload_under_the_snapshot_is_noticed_on_each_connection(int connections)
    {
        await using var pooler = await PgBouncer.StartAsync(_database.Server, poolSize: 4);

        await ReloadedSource.AssertRefusedAsync(pooler.Uri(_database.Name), connections, _database, arrived: () => Task.CompletedTask);
    }

    [Fact]
    public async Task Check_tells_that_a_pooler_is_in_between()
    {
        await using var pooler = await PgBouncer.StartAsync(_database.Server, poolSize: 4);

        var check = await AcstatsProcess.RunAsync("check", "--source", pooler.Uri(_database.Name));

        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Contains("there is a pooler or a forwarded port in between", check.Output, StringComparison.Ordinal);
        Assert.Contains("shared by several connections", check.Output, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync(PgBouncer pooler, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(
            $"Host=127.0.0.1;Port={pooler.Port};Username=postgres;Database={_database.Name};Pooling=false");
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
