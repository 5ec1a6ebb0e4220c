namespace AccountCommStats.Benchmarks.Measuring;

/// <summary>All runs of one contestant.</summary>
/// <param name="Contestant">The contestant.</param>
/// <param name="Runs">Its runs.</param>
internal sealed record Result(Contestant Contestant, IReadOnlyList<Measurement> Runs)
{
    private readonly double[] _seconds = [.. Runs.Select(run => run.Seconds).Order()];

    /// <summary>The fastest run, in seconds.</summary>
    public double Min => _seconds[0];

    /// <summary>The median run, in seconds.</summary>
    public double Median => MedianOf(_seconds);

    /// <summary>The slowest run, in seconds.</summary>
    public double Max => _seconds[^1];

    /// <summary>The largest peak memory of any run, in millions of bytes.</summary>
    public double PeakMegabytes => Runs.Max(run => run.PeakBytes) / 1e6;

    /// <summary>Rows per second of the median run.</summary>
    public double RowsPerSecond => Contestant.Rows / Median;

    /// <summary>
    /// The ratio of this contestant's time to that of another contestant: the median of the ratios in the individual rounds. A
    /// machine that shares its cores may be faster in one round than in the next, but then it is faster for both contestants.
    /// </summary>
    public double RatioTo(Result other) => MedianOf([.. Runs.Zip(other.Runs, (own, others) => own.Seconds / others.Seconds).Order()]);

    /// <summary>The median of ascending numbers.</summary>
    public static double MedianOf(IReadOnlyList<double> ascending)
        => (ascending[(ascending.Count - 1) / 2] + ascending[ascending.Count / 2]) / 2;
}
