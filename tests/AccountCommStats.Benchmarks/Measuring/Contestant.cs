using System.Diagnostics;

namespace AccountCommStats.Benchmarks.Measuring;

/// <summary>One way to do a job, to be compared with other ways.</summary>
/// <param name="Name">Its name in the table of results.</param>
/// <param name="RunAsync">Does the job once.</param>
internal sealed record Contestant(string Name, Func<Task<Measurement>> RunAsync)
{
    /// <summary>The number of rows that one run handles; 0 if the contestant does not handle rows.</summary>
    public long Rows { get; init; }

    /// <summary>A contestant that starts a process and measures it from start to exit.</summary>
    public static Contestant OfProcess(string name, Func<ProcessStartInfo> start) => new(name, () => MeasuredProcess.RunAsync(start()));
}
