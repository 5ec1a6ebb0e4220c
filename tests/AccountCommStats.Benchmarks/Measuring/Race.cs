using System.Diagnostics;
using AccountCommStats.Benchmarks.Reporting;

namespace AccountCommStats.Benchmarks.Measuring;

/// <summary>Runs contestants in turn, so that noise of the machine affects all of them.</summary>
internal static class Race
{
    /// <summary>
    /// Runs one uncounted round to fill the caches, then the counted rounds. Each round runs every contestant once, and no two
    /// rounds in a row start with the same contestant.
    /// </summary>
    public static async Task<IReadOnlyList<Result>> RunAsync(IReadOnlyList<Contestant> contestants, int rounds)
    {
        foreach (var contestant in contestants)
        {
            Report.Progress($"warm-up: {contestant.Name}");
            await RunAloneAsync(contestant);
        }

        var runs = contestants.Select(_ => new List<Measurement>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                var index = (round + turn) % contestants.Count;
                var measured = await RunAloneAsync(contestants[index]);
                runs[index].Add(measured);
                Report.Progress($"round {round + 1} of {rounds}: {contestants[index].Name}: {measured.Seconds:F3} s");
            }
        }

        return [.. contestants.Select((contestant, i) => new Result(contestant, runs[i]))];
    }

    /// <summary>
    /// Runs a contestant after pending writes have reached the disk. Otherwise a contestant that flushes its file would also wait
    /// for the writes of the others.
    /// </summary>
    private static async Task<Measurement> RunAloneAsync(Contestant contestant)
    {
        using (var sync = Process.Start("sync"))
        {
            await sync.WaitForExitAsync();
        }

        return await contestant.RunAsync();
    }
}
