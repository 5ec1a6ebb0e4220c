using System.Text;
using System.Text.Json;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;
using AccountCommStats.Testing.ObjectStorage;
using Microsoft.Extensions.Time.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Exports into object storage, with the same guarantee as into a folder: all or nothing, the manifest last.</summary>
public sealed class StorageExportTests : IAsyncLifetime, IDisposable
{
    private const string Output = "s3://" + S3Server.Bucket + "/crm/daily";
    private const string Stem = "account-communication-stats.org-1.20251210T000000Z";
    private const string Manifest = Stem + ".manifest.json";

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private S3Server _server = null!;
    private string _source = "";

    public async Task InitializeAsync()
    {
        _server = await S3Server.StartAsync(_time);
        _source = await SeededDatabase.CreateFileAsync(_directory, new SampleOptions { OrganizationId = 1, Accounts = 400, EventsPerAccount = 3 });
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Have_the_bytes_of_the_files_of_a_folder()
    {
        string[] layout = ["--format", "csv,jsonl,parquet", "--compression", "zstd", "--split-rows", "150"];
        var export = await ExportAsync(layout);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Contains($"  manifest  {Output}/{Manifest}", export.Output, StringComparison.Ordinal);
        var manifest = JsonDocument.Parse(_server.Objects[KeyOf(Manifest)].Content).RootElement;

        var folder = Directory.CreateDirectory(_directory.File("out")).FullName;
        var local = await AcstatsProcess.RunAsync(["export", "--source", _source, "--organization", "1", "--as-of", "2025-12-10", "--output", folder, .. layout]);
        Assert.Equal(0, local.ExitCode);

        Assert.Equal(9, manifest.GetProperty("files").GetArrayLength());
        Assert.Equal(Directory.GetFiles(folder).Select(path => KeyOf(Path.GetFileName(path))).Order(StringComparer.Ordinal), _server.Objects.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(_server.Uploads);
        Assert.Equal((0, ""), await VerifyAsync($"{Output}/{Manifest}", "good (400 rows"));
        Assert.Equal((0, ""), await VerifyAsync($"{Output}/{Stem}.part-0002.jsonl.zst", $"{Output}/{Stem}.part-0001.jsonl.zst: good (400 rows"));
    }

    [Fact]
    public async Task Go_to_the_server_that_the_environment_names()
    {
        var export = await AcstatsProcess.RunAsync(
            [.. Environment, ("AWS_ENDPOINT_URL", "http://192.0.2.1"), ("AWS_ENDPOINT_URL_S3", _server.Endpoint.ToString())],
            "export", "--source", _source, "--organization", "1", "--as-of", "2025-12-10", "--output", Output);

        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Contains(KeyOf(Manifest), _server.Objects.Keys);
    }

    [Theory]
    [InlineData("storage.example.com")]
    [InlineData("https://key:S3CRET@storage.example.com")]
    public async Task To_what_the_environment_names_and_is_no_server_are_refused_and_no_secret_shown(string endpoint)
    {
        var export = await AcstatsProcess.RunAsync([.. Environment, ("AWS_ENDPOINT_URL", endpoint)], "export", "--source", _source, "--organization", "1", "--output", Output);

        Assert.NotEqual(0, export.ExitCode);
        Assert.Contains("The endpoint is not the address of a server.", export.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CRET", export.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_the_manifest_after_all_other_files()
    {
        await ExportAsync();

        var writes = _server.Calls.Where(call => call.Operation is "PutObject" or "CompleteMultipartUpload" && !call.Key.EndsWith(".lock", StringComparison.Ordinal)).ToList();
        Assert.Equal([KeyOf(Stem + ".csv"), KeyOf(Manifest)], writes.Select(call => call.Key));
    }

    [Fact]
    public async Task Are_resumed_where_they_are_whole()
    {
        await ExportAsync();
        Assert.StartsWith("Skipped organization 1", (await ExportAsync("--resume")).Output, StringComparison.Ordinal);

        _server.Put(KeyOf(Stem + ".csv"), Encoding.UTF8.GetBytes("account_id\n"));

        Assert.StartsWith("Exported organization 1", (await ExportAsync("--resume")).Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), await VerifyAsync($"{Output}/{Manifest}", "good (400 rows"));
    }

    [Fact]
    public async Task That_were_changed_are_told_by_their_addresses()
    {
        await ExportAsync();
        _server.Put(KeyOf(Stem + ".csv"), [.. _server.Objects[KeyOf(Stem + ".csv")].Content, .. "1,x\n"u8]);

        var verification = await RunAsync("verify", $"{Output}/{Stem}.csv");

        Assert.Equal(5, verification.ExitCode);
        Assert.Contains($"{Output}/{Stem}.csv:402: the row has 2 fields", verification.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/acstats-", verification.Output.Replace(_directory.Path, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_rows_break_the_specification_leave_nothing()
    {
        await using (var connection = new DuckDB.NET.Data.DuckDBConnection($"Data Source={_source}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "update customer set revenue = 999999999999.99 where id % 4 = 0";
            await command.ExecuteNonQueryAsync();
        }

        var export = await ExportAsync();

        Assert.Equal(5, export.ExitCode);
        Assert.Empty(_server.Objects);
        Assert.Empty(_server.Uploads);
    }

    [Fact]
    public async Task That_are_killed_leave_what_the_next_one_removes_when_the_lock_has_expired()
    {
        var reached = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        _server.Interceptor = async call =>
        {
            if (call.Operation == "CompleteMultipartUpload" || (call.Operation == "PutObject" && call.Key == KeyOf(Stem + ".csv")))
            {
                reached.TrySetResult();
                await released.Task;
            }

            return null;
        };
        using (var killed = AcstatsProcess.Start(Environment, Arguments()))
        {
            await Task.WhenAny(reached.Task, killed.WaitForExitAsync());
            killed.Kill();
            await killed.WaitForExitAsync();
        }

        _server.Interceptor = call => Task.FromResult<S3Fault?>(null);
        released.SetResult();
        var tooEarly = await ExportAsync();
        Assert.Equal(6, tooEarly.ExitCode);
        Assert.Contains($"'{Output}/{Stem}' is being exported by process", tooEarly.Error, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(2));
        var next = await ExportAsync();

        Assert.Equal((0, ""), (next.ExitCode, next.Error));
        Assert.Equal(new[] { KeyOf(Stem + ".csv"), KeyOf(Manifest) }, _server.Objects.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(_server.Uploads);
    }

    [Fact]
    public async Task Go_on_where_the_server_fails_in_passing()
    {
        var left = 3;
        _server.Interceptor = call => Task.FromResult(Interlocked.Decrement(ref left) >= 0 ? S3Fault.SlowDown : null);

        var export = await ExportAsync();

        Assert.Equal(0, export.ExitCode);
        Assert.Equal((0, ""), await VerifyAsync($"{Output}/{Manifest}", "good (400 rows"));
    }

    [Fact]
    public async Task Are_refused_where_the_server_lets_two_have_a_lock_unless_nobody_else_writes()
    {
        _server.HonorsConditions = false;

        var refused = await ExportAsync();
        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("--s3-lock off", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyOf(Manifest), _server.Objects.Keys);

        var export = await ExportAsync("--s3-lock", "off");
        Assert.Equal(0, export.ExitCode);
        Assert.Contains(KeyOf(Manifest), _server.Objects.Keys);
    }

    [Fact]
    public async Task With_credentials_that_are_not_accepted_show_none_of_them()
    {
        _server.AcceptedKey = "another";

        var export = await ExportAsync();

        Assert.Equal(6, export.ExitCode);
        Assert.Contains($"'{Output}", export.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(S3Server.SecretKey, export.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(S3Server.AccessKey, export.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://", "s3://BUCKET/PREFIX")]
    [InlineData("s3://b/x", "s3://BUCKET/PREFIX")]
    [InlineData("s3://key:S3CRET@bucket/x", "It is not repeated here, because it may be part of a password.")]
    public async Task To_what_is_no_address_are_refused_and_no_secret_shown(string output, string told)
    {
        var export = await RunAsync("export", "--source", _source, "--organization", "1", "--output", output);

        Assert.Contains(told, export.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, export.ExitCode);
        Assert.DoesNotContain("S3CRET", export.Everything, StringComparison.Ordinal);
    }

    private static (string Name, string Value)[] Environment =>
    [
        ("AWS_ACCESS_KEY_ID", S3Server.AccessKey), ("AWS_SECRET_ACCESS_KEY", S3Server.SecretKey), ("AWS_EC2_METADATA_DISABLED", "true"),
    ];

    private static string KeyOf(string name) => $"crm/daily/{name}";

    private string[] Arguments(params string[] options) =>
    [
        "export", "--source", _source, "--organization", "1", "--as-of", "2025-12-10", "--output", Output, "--s3-endpoint", _server.Endpoint.ToString(), .. options,
    ];

    private Task<AcstatsResult> ExportAsync(params string[] options) => AcstatsProcess.RunAsync(Environment, Arguments(options));

    private Task<AcstatsResult> RunAsync(params string[] arguments) => AcstatsProcess.RunAsync(Environment, [.. arguments, "--s3-endpoint", _server.Endpoint.ToString()]);

    private async Task<(int ExitCode, string Error)> VerifyAsync(string address, string expected)
    {
        var verification = await RunAsync("verify", address);
        Assert.Contains(expected, verification.Output, StringComparison.Ordinal);
        return (verification.ExitCode, string.Join('\n', verification.Error.Split('\n').Where(line => !line.Contains("more files that hold the same rows", StringComparison.Ordinal))));
    }
}
