using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.ObjectStorage;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Testing.ObjectStorage;
using Microsoft.Extensions.Time.Testing;

namespace AccountCommStats.Exporting.Tests.ObjectStorage;

/// <summary>
/// Files are published together, and the manifest last. Whatever fails, a manifest describes only its own files.
/// </summary>
public sealed class S3PublicationTests : StorageTest
{
    private const string RejectsName = Stem + ".rejects.csv";
    private const string ObsoleteName = Stem + ".csv.gz";

    [Fact]
    public async Task The_old_manifest_goes_first_and_the_new_one_comes_last()
    {
        Server.Put(KeyOf(ManifestName), Text("old"));
        Server.Put(KeyOf(DataName), Text("old rows"));
        Server.Put(KeyOf(ObsoleteName), Text("old rows, compressed"));
        Server.Put(KeyOf($"{Stem}.notes"), Text("somebody's"));
        await using var held = await AcquireAsync(Time);
        var before = Server.Calls.Count;

        await PublishAsync(held, "new", "new rows", "rejected rows");

        Assert.Equal(
            [
                ("DeleteObject", ManifestName), ("CompleteMultipartUpload", DataName), ("PutObject", RejectsName), ("DeleteObject", ObsoleteName), ("PutObject", ManifestName),
            ],
            Server.Calls.Skip(before)
                .Where(call => call.Operation is "DeleteObject" or "CompleteMultipartUpload" or "PutObject" && !call.Key.EndsWith(".lock", StringComparison.Ordinal))
                .Select(call => (call.Operation, call.Key[KeyOf("").Length..])));
        Assert.Equal("new", ContentOf(ManifestName));
        Assert.StartsWith("new rows", ContentOf(DataName), StringComparison.Ordinal);
        Assert.Equal("rejected rows", ContentOf(RejectsName));
        Assert.Null(ContentOf(ObsoleteName));
        Assert.Equal("somebody's", ContentOf($"{Stem}.notes"));
    }

    [Fact]
    public async Task Rejects_of_an_earlier_run_go_where_there_are_none_now()
    {
        await using var held = await AcquireAsync(Time);
        await PublishAsync(held, "first", "rows", "rejected rows");
        await PublishAsync(held, "second", "rows", rejects: null);

        Assert.Null(ContentOf(RejectsName));
        Assert.Equal("second", ContentOf(ManifestName));
    }

    [Fact]
    public async Task A_first_publication_that_fails_leaves_nothing()
    {
        await using var held = await AcquireAsync(Time);
        Fail("PutObject", S3Fault.AccessDenied, name: RejectsName);

        await Assert.ThrowsAsync<OutputException>(() => PublishAsync(held, "new", "new rows", "rejected rows"));
        await held.DisposeAsync();

        Assert.Empty(Server.Objects);
        Assert.Empty(Server.Uploads);
    }

    [Fact]
    public async Task Where_the_old_files_are_as_they_were_the_old_manifest_comes_back()
    {
        Server.Put(KeyOf(ManifestName), Text("old"));
        Server.Put(KeyOf(ObsoleteName), Text("old rows, compressed"));
        await using var held = await AcquireAsync(Time);
        Fail("CompleteMultipartUpload", S3Fault.AccessDenied);

        await Assert.ThrowsAsync<OutputException>(() => PublishAsync(held, "new", "new rows", rejects: null));

        Assert.Equal("old", ContentOf(ManifestName));
        Assert.Equal("old rows, compressed", ContentOf(ObsoleteName));
        Assert.Null(ContentOf(DataName));
    }

    [Fact]
    public async Task Where_old_files_may_be_replaced_there_is_no_manifest_until_the_next_run()
    {
        await using var held = await AcquireAsync(Time);
        await PublishAsync(held, "old", "old rows", rejects: null);
        Fail("PutObject", S3Fault.AccessDenied, name: RejectsName);
        await Assert.ThrowsAsync<OutputException>(() => PublishAsync(held, "new", "new rows", "rejected rows"));
        Assert.Null(ContentOf(ManifestName));
        Server.Interceptor = null;

        await PublishAsync(held, "new", "new rows", "rejected rows");

        Assert.Equal("new", ContentOf(ManifestName));
        Assert.Equal("rejected rows", ContentOf(RejectsName));
    }

    [Theory]
    [InlineData("LoseAnswer")]
    [InlineData("AccessDenied")]
    public async Task Files_whose_manifest_may_be_there_are_not_taken_back(string fault)
    {
        await using var held = await AcquireAsync(Time, retries: 0);
        Fail("PutObject", fault == "LoseAnswer" ? S3Fault.LoseAnswer : S3Fault.AccessDenied, name: ManifestName);

        await Assert.ThrowsAsync<OutputException>(() => PublishAsync(held, "new", "new rows", rejects: null, retries: 0));

        Assert.StartsWith("new rows", ContentOf(DataName), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_lost_the_lock_publishes_nothing()
    {
        await using var lost = await AcquireAsync(new FakeTimeProvider(Time.GetUtcNow()));
        Time.Advance(TimeSpan.FromSeconds(61));
        await using var next = await AcquireAsync(Time);
        await PublishAsync(next, "of the next", "rows of the next", rejects: null);

        var exception = await Assert.ThrowsAsync<OutputException>(() => PublishAsync(lost, "late", "late rows", rejects: null));

        Assert.Contains("its lock was lost", exception.Message, StringComparison.Ordinal);
        Assert.Equal("of the next", ContentOf(ManifestName));
        Assert.StartsWith("rows of the next", ContentOf(DataName), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_lost_the_lock_between_two_steps_replaces_nothing_that_the_next_wrote()
    {
        await using var late = await AcquireAsync(new FakeTimeProvider(Time.GetUtcNow()));
        Time.Advance(TimeSpan.FromSeconds(59));
        var stopped = new TaskCompletionSource();
        var mayGo = new TaskCompletionSource();
        Server.Interceptor = async call =>
        {
            if (call.Operation == "CompleteMultipartUpload" && stopped.TrySetResult())
            {
                await mayGo.Task; // The machine is suspended here, after it has sent its request.
            }

            return null;
        };
        var publishing = PublishAsync(late, "late", "late rows", rejects: null);
        await stopped.Task;
        Time.Advance(TimeSpan.FromSeconds(61));
        await using var next = await AcquireAsync(Time);
        await PublishAsync(next, "of the next", "rows of the next", rejects: null);
        mayGo.SetResult();

        var exception = await Assert.ThrowsAsync<OutputException>(() => publishing);

        Assert.Contains("it was changed by another process in the meantime", exception.Message, StringComparison.Ordinal);
        Assert.Equal("of the next", ContentOf(ManifestName));
        Assert.StartsWith("rows of the next", ContentOf(DataName), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_conditions_a_server_that_has_none_is_published_to_all_the_same()
    {
        Server.HonorsConditions = false;
        for (var run = 0; run < 2; run++)
        {
            var bucket = Open(isConditional: false);
            using var data = new S3Upload(bucket, DataName, default);
            data.Write(Text($"rows of run {run}"));
            data.Complete();
            await new S3Publication(bucket, Stem, held: null).PublishAsync([data], ManifestName, Text($"run {run}"), IsOfTarget, default);
        }

        Assert.Equal(("rows of run 1", "run 1"), (ContentOf(DataName), ContentOf(ManifestName)));
    }

    private static bool IsOfTarget(string name) => ExportFileName.Parse(name)?.Stem == Stem;

    private Task<S3Lock> AcquireAsync(TimeProvider time, int retries = 3)
        => new S3Locks(Open(time: time, retries: retries), "process", time).AcquireAsync(Stem, TimeSpan.Zero, default);

    private async Task PublishAsync(S3Lock held, string manifest, string rows, string? rejects, int retries = 3)
    {
        var bucket = Open(retries: retries);
        await using var data = new S3Upload(bucket, DataName, default);
        data.Write(Text(rows.PadRight(100_000)));
        data.Complete();
        await using var rejected = rejects is null ? null : new S3Upload(bucket, RejectsName, default);
        rejected?.Write(Text(rejects!));
        rejected?.Complete();
        await new S3Publication(bucket, Stem, held).PublishAsync(rejected is null ? [data] : [data, rejected], ManifestName, Text(manifest), IsOfTarget, default);
    }
}
