using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.ObjectStorage;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Testing.ObjectStorage;
using Microsoft.Extensions.Time.Testing;

namespace AccountCommStats.Exporting.Tests.ObjectStorage;

/// <summary>The next run removes what killed exporters left behind, and nothing that belongs to running exporters.</summary>
public sealed class S3LeftoversTests : StorageTest
{
    private const string Beginning = "sample.org-";
    private const string Working = "sample.org-8.20250331T000000Z";
    private const string Killed = "sample.org-9.20240101T000000.500000Z";

    [Fact]
    public async Task Uploads_to_the_own_target_are_given_up_and_no_others()
    {
        Begin($"{Stem}.csv", $"{Stem}.csv", $"{Stem}.rejects.csv", $"{Stem}.csv.gz", $"{Stem}.notes", $"{Working}.csv");
        Server.Begin($"elsewhere/{Stem}.csv");

        await LeftoversOf(LocksOf(Time)).AbortOfAsync(Stem, default);

        Assert.Equal(
            new[] { KeyOf($"{Stem}.notes"), KeyOf($"{Working}.csv"), $"elsewhere/{Stem}.csv" }.Order(StringComparer.Ordinal),
            Server.Uploads.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Uploads_and_locks_of_ended_exports_go_and_those_of_exports_at_work_stay()
    {
        await LocksOf(new FakeTimeProvider(Time.GetUtcNow())).AcquireAsync(Killed, TimeSpan.Zero, default);
        Time.Advance(TimeSpan.FromSeconds(61));
        await using var atWork = await LocksOf(Time).AcquireAsync(Working, TimeSpan.Zero, default);
        await using var own = await LocksOf(Time).AcquireAsync(Stem, TimeSpan.Zero, default);
        Begin($"{Stem}.csv", $"{Working}.csv", $"{Killed}.csv", "sample.org-10.20250331T000000Z.csv", "other.org-9.20250331T000000Z.csv");
        Server.Put(KeyOf($"{Killed}.csv"), []);

        await LeftoversOf(LocksOf(Time)).RemoveOfOthersAsync(Beginning, Stem, default);

        Assert.Equal(
            new[] { "other.org-9.20250331T000000Z.csv", $"{Stem}.csv", $"{Working}.csv" }.Select(KeyOf),
            Server.Uploads.Order(StringComparer.Ordinal));
        Assert.Equal(new[] { $".{Stem}.lock", $".{Working}.lock", $"{Killed}.csv" }.Select(KeyOf), Server.Objects.Keys);
    }

    [Fact]
    public async Task Leftovers_that_may_not_be_touched_are_in_nobodys_way()
    {
        Begin($"{Killed}.csv");
        Fail("AbortMultipartUpload", S3Fault.AccessDenied);

        await LeftoversOf(LocksOf(Time)).RemoveOfOthersAsync(Beginning, Stem, default);

        Assert.Single(Server.Uploads);
        Assert.Empty(Server.Objects);
    }

    [Fact]
    public async Task Without_the_right_to_see_uploads_the_right_is_named()
    {
        Fail("ListMultipartUploads", S3Fault.AccessDenied);

        var exception = await Assert.ThrowsAsync<OutputException>(() => LeftoversOf(LocksOf(Time)).AbortOfAsync(Stem, default));

        Assert.Contains("Allow s3:ListBucketMultipartUploads in ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_locked_those_of_others_stay()
    {
        Begin($"{Killed}.csv");

        await LeftoversOf(locks: null).RemoveOfOthersAsync(Beginning, Stem, default);

        Assert.Single(Server.Uploads);
    }

    private S3Locks LocksOf(TimeProvider time) => new(Open(time: time), "process", time);

    private S3Leftovers LeftoversOf(S3Locks? locks) => new(Bucket, locks, name => ExportFileName.Parse(name)?.Stem);

    private void Begin(params string[] names) => Array.ForEach(names, name => Server.Begin(KeyOf(name)));
}
