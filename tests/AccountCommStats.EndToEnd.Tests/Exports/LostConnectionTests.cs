using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Connections that are lost before various queries of an export.</summary>
public sealed class LostConnectionTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _database = null!;

    /// <summary>A fragment of each query before which the connection is lost.</summary>
    public static TheoryData<string> Queries { get; } =
        ["begin transaction", "transaction_timestamp", "pg_export_snapshot", "set transaction snapshot", "latest_comment", "copy ("];

    public async Task InitializeAsync() => _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 42, Accounts = 20, EventsPerAccount = 10 });

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task An_export_that_loses_its_connection_is_delivered(string query)
    {
        await using var line = new SeveredLine(_database.Server.Port, query);

        var export = await ExportAsync(line, "--retry-delay", "0.01");

        Assert.True(line.IsCut);
        Assert.Equal(0, export.ExitCode);
        Assert.Equal(2, Directory.GetFiles(_directory.Path).Length);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task An_export_that_always_loses_its_connection_ends_with_3_and_publishes_nothing(string query)
    {
        await using var line = new SeveredLine(_database.Server.Port, query, isCutForGood: true);

        var export = await ExportAsync(line, "--retries", "1", "--retry-delay", "0.01");

        if (query == "set transaction snapshot")
        {
            // The remaining connection is enough.
            Assert.Equal(0, export.ExitCode);
            Assert.Contains("The export ran on 1 of 2 connections", export.Error, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(3, export.ExitCode);
        Assert.Contains("attempt 1 of 2 failed", export.Error, StringComparison.Ordinal);
        Assert.Contains("was lost", export.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_server_that_exports_no_snapshot_is_read_by_one_connection()
    {
        var role = $"unshared_{Guid.NewGuid():N}";
        await _database.ExecuteAsync($"""
            create role {role} login;
            grant select on all tables in schema public to {role};
            revoke execute on function pg_export_snapshot() from public
            """);

        var (shared, _) = await PublishedRows.ExportAsync(_database.Uri, 42, connections: 1);
        var (unshared, remarks) = await PublishedRows.ExportAsync(_database.Uri.Replace("postgres@", $"{role}@", StringComparison.Ordinal), 42, connections: 2);

        Assert.Equal(shared, unshared);
        Assert.Contains("permission denied for function pg_export_snapshot", Assert.Single(remarks), StringComparison.Ordinal);
        await _database.ExecuteAsync($"drop owned by {role}; drop role {role}");
    }

    private Task<AcstatsResult> ExportAsync(SeveredLine line, params string[] more) => AcstatsProcess.RunAsync(
        [
            "export", "--source", $"postgresql://postgres@127.0.0.1:{line.Port}/{_database.Name}", "--organization", "42",
            "--output", _directory.Path, "--connections", "2", .. more,
        ]);
}
