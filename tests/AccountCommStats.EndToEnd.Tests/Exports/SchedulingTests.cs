using System.Diagnostics;
using System.Globalization;
using AccountCommStats.EndToEnd.Tests.Sample;
using AccountCommStats.Sample;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>How an exporter shares the CPU with other processes, above all with the database server.</summary>
public sealed class SchedulingTests : IAsyncLifetime, IDisposable
{
    // Scheduling policies from Linux's sched.h.
    private const int Batch = 3;
    private const int Idle = 5;

    private readonly TemporaryDirectory _directory = new();
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync() => _database = await SeededDatabase.CreateAsync(new SampleOptions { OrganizationId = 1, Accounts = 20, EventsPerAccount = 20 });

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Threads_that_read_rows_are_batch_work()
        => Assert.All(await PoliciesWhileReadingAsync([]), policy => Assert.Equal(Batch, policy));

    [Fact]
    public async Task A_policy_that_the_caller_chose_is_kept()
        => Assert.All(await PoliciesWhileReadingAsync(["chrt", "--idle", "0"]), policy => Assert.Equal(Idle, policy));

    /// <summary>The scheduling policies of an export's worker threads while it reads rows.</summary>
    private async Task<List<int>> PoliciesWhileReadingAsync(string[] launcher)
    {
        await using var table = await HeldTable.HoldAsync(_database);
        using var exporter = AcstatsProcess.StartBy(
            launcher, "export", "--source", _database.Uri, "--organization", "1", "--output", _directory.Path, "--connections", "2");
        await table.WaitUntilBlockedAsync();
        var threads = ReadThreads(exporter);
        AcstatsProcess.Terminate(exporter);
        await exporter.WaitForExitAsync();
        Assert.Contains(threads, thread => thread.Name == ".NET Sockets");
        Assert.Contains(threads, thread => thread.Name == ".NET TP Worker");
        return [.. threads.Where(thread => thread.Name is ".NET Sockets" or ".NET TP Worker").Select(thread => thread.Policy)];
    }

    private static List<(string Name, int Policy)> ReadThreads(Process process)
        => [.. Directory.GetDirectories($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/task").Select(ReadThread)];

    /// <summary>Reads a thread's stat file. As proc(5) says, the name is in parentheses, and the scheduling policy is field 41.</summary>
    private static (string Name, int Policy) ReadThread(string folder)
    {
        const int FieldAfterName = 3;
        const int PolicyField = 41;
        var stat = File.ReadAllText(Path.Combine(folder, "stat"));
        var (begin, end) = (stat.IndexOf('(', StringComparison.Ordinal) + 1, stat.LastIndexOf(')'));
        var fields = stat[(end + 2)..].Split(' ');
        return (stat[begin..end], int.Parse(fields[PolicyField - FieldAfterName], CultureInfo.InvariantCulture));
    }
}
