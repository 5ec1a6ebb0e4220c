using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Testing;

namespace AccountCommStats.Exporting.Tests.Publication;

/// <summary>Only one exporter at a time writes a target, and an exporter that has died blocks no one.</summary>
public sealed class TargetLockTests : IDisposable
{
    private const string Stem = "sample.org-7.20250331T000000Z";

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Refuses_a_target_that_another_has_and_names_the_owner()
    {
        using var owner = await AcquireAsync(TimeSpan.Zero);

        var exception = await Assert.ThrowsAsync<OutputException>(() => AcquireAsync(TimeSpan.Zero));

        Assert.Contains($"is being exported by process {Environment.ProcessId} on {Environment.MachineName} since ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ExportRemedy.WaitForLock, exception.Remedy);
    }

    [Fact]
    public async Task Waits_for_the_owner_to_end()
    {
        var owner = await AcquireAsync(TimeSpan.Zero);

        var waiting = AcquireAsync(TimeSpan.FromMinutes(5));
        Assert.False(waiting.IsCompleted);
        owner.Dispose();

        using var next = await waiting;
        Assert.True(File.Exists(TargetLock.PathOf(_directory.Path, Stem)));
    }

    [Fact]
    public async Task Takes_over_the_lock_file_of_a_dead_owner()
    {
        await File.WriteAllTextAsync(TargetLock.PathOf(_directory.Path, Stem), "process 1 on elsewhere since 2020-01-01 00:00:00 UTC\n");

        (await AcquireAsync(TimeSpan.Zero)).Dispose();

        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Never_lets_two_in_at_once()
    {
        var inside = 0;
        var most = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            using var taken = await AcquireAsync(TimeSpan.FromMinutes(5));
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        });

        Assert.Equal(1, most);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Cleans_up_what_ended_exports_left_and_nothing_of_those_at_work()
    {
        const string working = "sample.org-8.20250331T000000Z";
        using var atWork = await TargetLock.AcquireAsync(_directory.Path, working, TimeSpan.Zero, CancellationToken.None);
        string[] kept = [$".{working}.csv.abcdefgh.xyz.tmp", ".other.org-7.20250331T000000Z.csv.abcdefgh.xyz.tmp", $"{Stem}.csv", "notes.tmp"];
        string[] left = [$".{Stem}.csv.abcdefgh.xyz.tmp", $".{Stem}.lock", ".sample.org-9.20240101T000000.500000Z.rejects.csv.abcdefgh.xyz.tmp", ".sample.org-9.20240101T000000.500000Z.manifest.json.abcdefgh.xyz.tmp"];
        foreach (var name in kept.Concat(left))
        {
            await File.WriteAllTextAsync(_directory.File(name), "");
        }

        Leftovers.DeleteOfOthers(_directory.Path, "sample", "sample.org-1.20250331T000000Z");

        Assert.Equal(
            kept.Append($".{working}.lock").Order(StringComparer.Ordinal),
            Directory.GetFiles(_directory.Path).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _directory.Dispose();

    private Task<TargetLock> AcquireAsync(TimeSpan timeout)
        => TargetLock.AcquireAsync(_directory.Path, Stem, timeout, CancellationToken.None);
}
