using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using AccountCommStats.Testing.ObjectStorage;
using Microsoft.Extensions.Time.Testing;

namespace AccountCommStats.EndToEnd.Tests.Soak;

/// <summary>Exporters, and their sessions on the server, are ended at random instants.</summary>
public sealed class KilledAtRandomTests : IAsyncLifetime, IDisposable
{
    private const int Accounts = 200;

    private static readonly string[][] Layouts =
    [
        [], ["--compression", "gzip"], ["--compression", "zstd"], ["--format", "csv,parquet,jsonl"], ["--split-rows", "70"],
        ["--format", "parquet,jsonl", "--split-bytes", "20kB", "--compression", "zstd"], ["--dialect", "excel"],
    ];

    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync() => _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 1, Accounts = Accounts, EventsPerAccount = 20 });

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Killed_exporters_never_leave_half_a_file_under_a_final_name()
    {
        var kills = SoakRun.Count("ACSTATS_SOAK_KILLS", 5);
        var duration = await SoakRun.MeasureAsync(Export());
        var completed = 0;
        var withoutManifest = 0;
        for (var i = 1; i <= kills; i++)
        {
            using var exporter = AcstatsProcess.Start([.. Export(), .. SoakRun.Random.GetItems(Layouts, 1)[0], .. SoakRun.Random.Next(2) == 0 ? ["--report"] : (string[])[]]);
            await Task.Delay(duration * SoakRun.Random.NextDouble());
            exporter.Kill();
            await exporter.WaitForExitAsync();
            completed += exporter.ExitCode == 0 ? 1 : 0;
            withoutManifest += 1 - SoakRun.CheckPublished(_directory.Path, Accounts);

            if (i % 5 == 0 || i == kills)
            {
                var next = await AcstatsProcess.RunAsync(Export());
                Assert.True(next.ExitCode == 0, next.Error);
                Assert.Equal(1, SoakRun.CheckPublished(_directory.Path, Accounts));
                Assert.Equal(2, Directory.GetFiles(_directory.Path).Length);
            }
        }

        SoakRun.Report(
            $"{kills} runs killed with SIGKILL within {duration.TotalSeconds:F1} s",
            $"0 half files, 0 leftovers after the next run, every published pair verifies ({completed} had ended before, {withoutManifest} died between file and manifest)");
    }

    [Fact]
    public async Task Killed_exporters_never_leave_a_set_that_does_not_hold()
    {
        string[] export = [.. Export(), "--export", "account-core,account-communication-stats"];
        var set = _directory.File("account-core.org-1.20251210T000000Z.set.json");
        var kills = SoakRun.Count("ACSTATS_SOAK_KILLS", 3);
        var duration = await SoakRun.MeasureAsync(export);
        for (var i = 1; i <= kills; i++)
        {
            using (var exporter = AcstatsProcess.Start(export))
            {
                await Task.Delay(duration * SoakRun.Random.NextDouble());
                exporter.Kill();
                await exporter.WaitForExitAsync();
            }

            foreach (var manifest in File.Exists(set) ? [set] : Directory.GetFiles(_directory.Path, "*.manifest.json"))
            {
                var verification = await AcstatsProcess.RunAsync("verify", manifest);
                Assert.True(verification.ExitCode == 0, verification.Everything);
            }
        }

        var next = await AcstatsProcess.RunAsync(export);
        Assert.True(next.ExitCode == 0, next.Error);
        Assert.Equal(5, Directory.GetFiles(_directory.Path).Length);
        SoakRun.Report($"{kills} runs of two exports killed with SIGKILL", "every set manifest there verifies with all that it lists, 0 leftovers after the next run");
    }

    [Fact]
    public async Task Killed_exporters_never_leave_half_an_export_in_object_storage()
    {
        var kills = SoakRun.Count("ACSTATS_SOAK_KILLS", 5);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await S3Server.StartAsync(time);
        (string Name, string Value)[] environment = [("AWS_ACCESS_KEY_ID", S3Server.AccessKey), ("AWS_SECRET_ACCESS_KEY", S3Server.SecretKey)];
        string[] storage = ["--s3-endpoint", server.Endpoint.ToString()];
        string[] export = [.. Export($"s3://{S3Server.Bucket}/killed"), .. storage];
        var duration = await SoakRun.MeasureAsync(Export());
        for (var i = 1; i <= kills; i++)
        {
            using (var exporter = AcstatsProcess.Start(environment, [.. export, .. SoakRun.Random.GetItems(Layouts, 1)[0]]))
            {
                await Task.Delay(duration * SoakRun.Random.NextDouble());
                exporter.Kill();
                await exporter.WaitForExitAsync();
            }

            foreach (var manifest in server.Objects.Keys.Where(key => key.EndsWith(".manifest.json", StringComparison.Ordinal)))
            {
                var verification = await AcstatsProcess.RunAsync(environment, ["verify", $"s3://{S3Server.Bucket}/{manifest}", .. storage]);
                Assert.True(verification.ExitCode == 0, verification.Everything);
            }

            time.Advance(TimeSpan.FromMinutes(2)); // The killed exporter's lock expires.
            if (i % 5 == 0 || i == kills)
            {
                var next = await AcstatsProcess.RunAsync(environment, export);
                Assert.True(next.ExitCode == 0, next.Error);
                Assert.Equal(2, server.Objects.Count);
                Assert.Empty(server.Uploads);
            }
        }

        SoakRun.Report($"{kills} runs into object storage killed with SIGKILL", "every manifest there verifies, 0 uploads and objects left after the next run");
    }

    [Fact]
    public async Task Exports_whose_sessions_are_terminated_end_complete_or_with_3_and_nothing()
    {
        var terminations = SoakRun.Count("ACSTATS_SOAK_TERMINATIONS", 5);
        var duration = await SoakRun.MeasureAsync(Export());
        var retried = 0;
        var failed = 0;
        for (var i = 1; i <= terminations; i++)
        {
            foreach (var path in Directory.GetFiles(_directory.Path))
            {
                File.Delete(path);
            }

            var retries = i % 2 == 0 ? "0" : "3";
            var export = AcstatsProcess.RunAsync([.. Export(), "--retries", retries, "--retry-delay", "0.05"]);
            await Task.Delay(duration * SoakRun.Random.NextDouble());
            await _database.ExecuteAsync(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'acstats'");
            var outcome = await export;

            Assert.True(outcome.ExitCode is 0 or 3, $"exit code {outcome.ExitCode}: {outcome.Error}");
            Assert.Equal(outcome.ExitCode == 0 ? 2 : 0, Directory.GetFiles(_directory.Path).Length);
            SoakRun.CheckPublished(_directory.Path, Accounts);
            retried += outcome.Error.Contains("attempt 1 of 4 failed", StringComparison.Ordinal) ? 1 : 0;
            failed += outcome.ExitCode == 3 ? 1 : 0;
        }

        SoakRun.Report(
            $"server sessions terminated at {terminations} random instants, half of them without retries",
            $"{terminations - failed} complete, {retried} of them after a retry; {failed} ended with 3 and nothing published");
    }

    private string[] Export(string? output = null) =>
    [
        "export", "--source", _database.Uri, "--organization", "1", "--output", output ?? _directory.Path, "--as-of", "2025-12-10", "--connections", "2",
    ];
}
