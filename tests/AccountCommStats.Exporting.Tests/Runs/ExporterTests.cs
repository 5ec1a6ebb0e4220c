using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Exporting.Tests.Sample;
using AccountCommStats.Testing;
using Npgsql;

namespace AccountCommStats.Exporting.Tests.Runs;

/// <summary>What an export reads and how it ends.</summary>
public sealed class ExporterTests
{
    [Fact]
    public async Task Exports_one_organization_only()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 3);
        await sample.Database.ExecuteAsync("insert into sample (organization_id, id, a_required) values (8, 4, 'of another tenant')");
        using var directory = new TemporaryDirectory();

        var result = await sample.ExportAsync(Request(directory));

        Assert.Equal(3, result.Manifest.Rows);
        Assert.DoesNotContain("of another tenant", await File.ReadAllTextAsync(result.FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_the_time_of_the_snapshot_as_its_as_of_time_by_default()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        using var directory = new TemporaryDirectory();

        var manifest = (await sample.ExportAsync(Request(directory))).Manifest;

        Assert.Equal(manifest.ExtractedAt, manifest.AsOf);
        Assert.Equal(manifest.AsOf - TimeSpan.FromDays(90), manifest.TimeFrameStart);
        Assert.Equal(DateTimeKind.Utc, manifest.ExtractedAt.Kind);
    }

    [Fact]
    public async Task Puts_the_same_system_values_into_every_row_and_the_manifest()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 3);
        await sample.Database.ExecuteAsync("update sample set a_timestamp = '2025-03-11 15:00:00.25' where id = 1");
        using var directory = new TemporaryDirectory();

        var result = await sample.ExportAsync(Request(directory) with { Connections = 2 });

        Assert.Equal("2025-03-11T15:00:00.25Z", result.Manifest.SystemValues["data_as_of"]);
        var lines = await File.ReadAllLinesAsync(result.FilePath);
        Assert.All(lines.Skip(1), line => Assert.EndsWith(",2025-03-11 15:00:00.25", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counts_nulls_of_each_column_over_all_connections()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 10_000);
        await sample.Database.ExecuteAsync("update sample set a_integer = null where id % 4 = 0");
        using var directory = new TemporaryDirectory();

        var manifest = (await sample.ExportAsync(Request(directory) with { Connections = 3 })).Manifest;

        Assert.Equal(2_500, manifest.Columns.Single(column => column.Name == "a_integer").Nulls);
        Assert.Equal(10_000, manifest.Columns.Single(column => column.Name == "a_date").Nulls);
        Assert.Equal(0, manifest.Columns.Single(column => column.Name == "id").Nulls);
    }

    [Fact]
    public async Task Sees_one_snapshot_over_several_connections_while_others_write()
    {
        // A writer keeps moving an amount between two rows; every snapshot must have the whole amount.
        await using var sample = await PostgresSample.CreateAsync(rows: 20_000);
        await sample.Database.ExecuteAsync("update sample set a_integer = 0");
        using var directory = new TemporaryDirectory();
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var writer = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await sample.Database.ExecuteAsync(
                    "update sample set a_integer = coalesce(a_integer, 0) + case id when 1 then 1 else -1 end where id in (1, 20000)");
                started.TrySetResult();
            }
        });
        await started.Task;

        for (var i = 0; i < 5; i++)
        {
            var result = await sample.ExportAsync(Request(directory) with { Connections = 4 });
            var amounts = (await File.ReadAllLinesAsync(result.FilePath)).Skip(1).Sum(line => long.Parse(line.Split(',')[1], null));
            Assert.Equal(0, amounts);
        }

        await stop.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task Reports_phases_and_rows()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 10);
        using var directory = new TemporaryDirectory();
        var reports = new List<ExportPhase>();
        await using var source = ExportSource.Open(sample.Database.Uri);

        await new Exporter<SampleRow>(source).ExportAsync(Request(directory), new Recorder(reports), CancellationToken.None);

        Assert.Equal(
            [ExportPhase.Snapshot, ExportPhase.Prepare, ExportPhase.Rows, ExportPhase.Publish],
            reports.Distinct());
    }

    [Fact]
    public async Task Canceling_stops_the_query_on_the_server_and_leaves_nothing_behind()
    {
        await using var sample = await PostgresSample.CreateAsync(rows: 1);
        // The export's query waits for a lock, which stands for any slow work.
        await sample.Database.ExecuteAsync("create table gate (); alter table sample rename to kept");
        await sample.Database.ExecuteAsync("""
            create function wait_at_gate() returns boolean language plpgsql as
            $$ begin perform pg_advisory_xact_lock_shared(1); return true; end $$;
            create view sample as select * from kept where wait_at_gate()
            """);
        await using var gatekeeper = await sample.Database.OpenAsync();
        await using var close = gatekeeper.CreateCommand();
        close.CommandText = "select pg_advisory_lock(1)";
        await close.ExecuteNonQueryAsync();
        using var directory = new TemporaryDirectory();
        using var cancellation = new CancellationTokenSource();

        var export = sample.ExportAsync(Request(directory), cancellation.Token);
        await WaitForAsync(gatekeeper, waiting: 1);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => export);
        await WaitForAsync(gatekeeper, waiting: 0);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    /// <summary>Waits until this many export queries wait at the gate.</summary>
    private static async Task WaitForAsync(NpgsqlConnection connection, long waiting)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select count(*) from pg_stat_activity
            where datname = current_database() and application_name = 'acstats' and wait_event_type = 'Lock'
            """;
        while ((long)(await command.ExecuteScalarAsync())! != waiting)
        {
            await Task.Yield();
        }
    }

    private static ExportRequest Request(TemporaryDirectory directory)
        => new() { OrganizationId = PostgresSample.OrganizationId, OutputDirectory = directory.Path };

    private sealed class Recorder(List<ExportPhase> reports) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => reports.Add(value.Phase);
    }
}
