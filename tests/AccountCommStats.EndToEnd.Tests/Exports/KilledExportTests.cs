using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Exporters that are ended before they finish.</summary>
public sealed class KilledExportTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync() => _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 1, Accounts = 20, EventsPerAccount = 20 });

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_killed_exporter_leaves_nothing_under_the_final_name_and_the_next_cleans_up_after_it()
    {
        await using (var table = await HeldTable.HoldAsync(_database))
        {
            using var exporter = AcstatsProcess.Start(Export("--as-of", "2025-12-10"));
            await table.WaitUntilBlockedAsync();
            exporter.Kill();
            await exporter.WaitForExitAsync();
            Assert.NotEmpty(Directory.GetFiles(_directory.Path));
            Assert.All(Directory.GetFiles(_directory.Path), path => Assert.StartsWith(".", Path.GetFileName(path), StringComparison.Ordinal));
        }

        var next = await AcstatsProcess.RunAsync(Export("--as-of", "2025-12-17"));

        Assert.Equal(0, next.ExitCode);
        Assert.Equal(
            [".csv", ".json"],
            Directory.GetFiles(_directory.Path).Select(Path.GetExtension).Order());
    }

    [Fact]
    public async Task A_terminated_exporter_stops_its_queries_and_leaves_nothing_behind()
    {
        await using var table = await HeldTable.HoldAsync(_database);
        using var exporter = AcstatsProcess.Start(Export("--connections", "2"));
        var error = exporter.StandardError.ReadToEndAsync();
        await table.WaitUntilBlockedAsync();

        AcstatsProcess.Terminate(exporter);
        await exporter.WaitForExitAsync();

        Assert.Equal(130, exporter.ExitCode);
        Assert.Contains("canceled; nothing was published", await error, StringComparison.Ordinal);
        await table.WaitUntilGoneAsync();
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_terminated_exporter_says_so_every_time()
    {
        // The signal handler races with the exit of the process, so the test tries several times.
        await using var table = await HeldTable.HoldAsync(_database);
        for (var i = 0; i < 12; i++)
        {
            using var exporter = AcstatsProcess.Start(Export("--connections", "2"));
            var error = exporter.StandardError.ReadToEndAsync();
            await table.WaitUntilBlockedAsync();

            AcstatsProcess.Terminate(exporter);
            await exporter.WaitForExitAsync();

            Assert.Equal(130, exporter.ExitCode);
            Assert.EndsWith("error: canceled; nothing was published\n", await error, StringComparison.Ordinal);
            await table.TerminateExportsAsync(); // The server would notice the exit by itself, but seconds later.
            await table.WaitUntilGoneAsync();
        }
    }

    [Fact]
    public async Task A_second_exporter_of_the_same_files_refuses_or_waits()
    {
        var table = await HeldTable.HoldAsync(_database);
        using var first = AcstatsProcess.Start(Export("--as-of", "2025-12-10"));
        await table.WaitUntilBlockedAsync();

        var refused = await AcstatsProcess.RunAsync(Export("--as-of", "2025-12-10"));
        var waiting = AcstatsProcess.RunAsync(Export("--as-of", "2025-12-10", "--wait-for-lock", "600"));
        await table.DisposeAsync();
        await first.WaitForExitAsync();
        var waited = await waiting;

        Assert.Equal(6, refused.ExitCode);
        Assert.Contains($"is being exported by process {first.Id} on ", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), (first.ExitCode, waited.ExitCode));
        Assert.Equal(2, Directory.GetFiles(_directory.Path).Length);
    }

    private string[] Export(params string[] more)
        => ["export", "--source", _database.Uri, "--organization", "1", "--output", _directory.Path, .. more];
}
