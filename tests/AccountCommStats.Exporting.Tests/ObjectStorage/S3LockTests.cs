using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.ObjectStorage;
using AccountCommStats.Testing.ObjectStorage;
using Microsoft.Extensions.Time.Testing;

namespace AccountCommStats.Exporting.Tests.ObjectStorage;

/// <summary>
/// Only one exporter at a time writes a target. A killed exporter blocks others for a minute, and one that lost its lock stops.
/// </summary>
public sealed class S3LockTests : StorageTest
{
    private const string LockName = "." + Stem + ".lock";

    [Fact]
    public async Task A_target_that_another_has_is_refused_with_its_owner()
    {
        await using var held = await AcquireAsync("process 1 on host\u001b[2J");

        var refused = AcquireAsync("process 2 on host", time: new FakeTimeProvider(Time.GetUtcNow()) { AutoAdvanceAmount = TimeSpan.FromSeconds(5) });
        var exception = await Assert.ThrowsAsync<OutputException>(() => refused);

        Assert.Contains($"'s3://deliveries/{Prefix}/{Stem}' is being exported by process 1 on host\\u001b[2J. ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("its lock expires within 60 seconds", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ExportRemedy.WaitForLock, exception.Remedy);
    }

    [Fact]
    public async Task A_lock_that_is_given_back_is_free_and_leaves_nothing()
    {
        await (await AcquireAsync("first")).DisposeAsync();
        Assert.Empty(Server.Objects);
        await (await AcquireAsync("second")).DisposeAsync();
        Assert.Empty(Server.Objects);
    }

    [Fact]
    public async Task Only_one_of_many_takes_a_lock()
    {
        var frozen = new FakeTimeProvider(Time.GetUtcNow());
        foreach (var time in new[] { frozen, Time })
        {
            var tries = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => LocksOf($"process {number}", time).TryAcquireAsync(Stem, default)));
            Assert.Single(tries, each => each.Lock is not null);
            Time.Advance(TimeSpan.FromSeconds(61)); // The first lock is not renewed.
        }
    }

    [Fact]
    public async Task A_lock_is_renewed_for_as_long_as_its_owner_lives()
    {
        await using var held = await AcquireAsync("owner");

        for (var elapsed = TimeSpan.Zero; elapsed < 3 * S3Locks.Duration; elapsed += TimeSpan.FromSeconds(15))
        {
            var before = ContentOf(LockName);
            Time.Advance(TimeSpan.FromSeconds(15));
            await UntilAsync(() => ContentOf(LockName) != before);
            Assert.Equal("owner", (await LocksOf("another").TryAcquireAsync(Stem, default)).Other?.Owner);
        }

        await held.EnsureHeldAsync(default);
    }

    [Fact]
    public async Task The_lock_of_a_killed_owner_is_taken_over_when_it_expires_and_no_sooner()
    {
        await AcquireAndDieAsync();

        Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null((await LocksOf("next").TryAcquireAsync(Stem, default)).Lock);
        Time.Advance(TimeSpan.FromSeconds(2));

        await using var next = (await LocksOf("next").TryAcquireAsync(Stem, default)).Lock;
        Assert.NotNull(next);
        Assert.Contains("\"owner\":\"next\"", ContentOf(LockName), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_whose_lock_was_taken_over_stops_and_leaves_the_lock_of_the_other()
    {
        var frozen = new FakeTimeProvider(Time.GetUtcNow());
        var lost = await AcquireAsync("first", time: frozen);
        Time.Advance(TimeSpan.FromSeconds(61));
        await using var next = await AcquireAsync("second");

        var exception = await Assert.ThrowsAsync<OutputException>(() => lost.EnsureHeldAsync(default));
        Assert.Contains("its lock was lost: another exporter took it over", exception.Message, StringComparison.Ordinal);
        Assert.Throws<OutputException>(lost.ThrowIfLost);
        await lost.DisposeAsync();

        Assert.Contains("\"owner\":\"second\"", ContentOf(LockName), StringComparison.Ordinal);
        await next.EnsureHeldAsync(default);
    }

    [Fact]
    public async Task An_owner_that_cannot_renew_stops_before_another_may_take_over()
    {
        var bucket = Open(retries: 0);
        await using var held = await new S3Locks(bucket, "owner", Time).AcquireAsync(Stem, TimeSpan.Zero, default);
        Fail("PutObject", S3Fault.SlowDown);

        Time.Advance(TimeSpan.FromSeconds(45));
        held.ThrowIfLost(); // There is still time to retry.
        var exception = await Assert.ThrowsAsync<OutputException>(() => held.EnsureHeldAsync(default));
        Assert.Contains("its lock could not be renewed. ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("SlowDown, HTTP 503", exception.Message, StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains("could not be renewed in time", Assert.Throws<OutputException>(held.ThrowIfLost).Message, StringComparison.Ordinal);
        Assert.Null((await LocksOf("another").TryAcquireAsync(Stem, default)).Lock);
    }

    [Fact]
    public async Task A_renewal_that_was_done_without_an_answer_is_no_loss()
    {
        var bucket = Open(retries: 0);
        await using var held = await new S3Locks(bucket, "owner", Time).AcquireAsync(Stem, TimeSpan.Zero, default);
        Fail("PutObject", S3Fault.LoseAnswer);
        var before = ContentOf(LockName);
        await Assert.ThrowsAsync<OutputException>(() => held.EnsureHeldAsync(default));
        Assert.NotEqual(before, ContentOf(LockName));
        Server.Interceptor = null;

        await held.EnsureHeldAsync(default);
        await held.DisposeAsync();

        Assert.Empty(Server.Objects);
    }

    [Fact]
    public async Task The_clock_of_the_server_decides_when_a_lock_expires()
    {
        await using var held = await AcquireAsync("owner");

        var ahead = new FakeTimeProvider(Time.GetUtcNow() + TimeSpan.FromHours(1));
        Assert.Null((await LocksOf("ahead", ahead).TryAcquireAsync(Stem, default)).Lock);
        await held.DisposeAsync();

        await using var behind = await AcquireAsync("behind", time: new FakeTimeProvider(Time.GetUtcNow() - TimeSpan.FromHours(1)));
        Assert.Null((await LocksOf("another").TryAcquireAsync(Stem, default)).Lock);
    }

    [Fact]
    public async Task A_server_that_lets_two_have_a_lock_is_refused_with_the_way_out()
    {
        Server.HonorsConditions = false;

        var exception = await Assert.ThrowsAsync<OutputException>(() => AcquireAsync("owner"));

        Assert.Contains("its server ignores If-None-Match", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ExportRemedy.ExportWithoutLock, exception.Remedy);
        Assert.Empty(Server.Objects);
    }

    [Fact]
    public async Task What_is_no_lock_is_not_taken_for_an_expired_one()
    {
        Server.Put(KeyOf(LockName), Text("{\"owner\":\"x\"}"));

        var exception = await Assert.ThrowsAsync<OutputException>(() => AcquireAsync("owner"));

        Assert.Contains("has the name of a lock but is not one", exception.Message, StringComparison.Ordinal);
        Assert.Equal("{\"owner\":\"x\"}", ContentOf(LockName));
    }

    private S3Locks LocksOf(string owner, TimeProvider? time = null) => new(Open(time: time), owner, time ?? Time);

    private Task<S3Lock> AcquireAsync(string owner, TimeProvider? time = null) => LocksOf(owner, time).AcquireAsync(Stem, TimeSpan.Zero, default);

    /// <summary>Takes the lock with a clock that stands still, so that the lock is never renewed.</summary>
    private Task<S3Lock> AcquireAndDieAsync() => AcquireAsync("killed", time: new FakeTimeProvider(Time.GetUtcNow()));

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Yield();
        }
    }
}
