using System.Collections.Immutable;

namespace AccountCommStats.Sample;

/// <summary>
/// A skewed distribution given by nine of its quantiles, with linear interpolation between them. It approximates, in integer arithmetic,
/// the lognormal distribution of waiting times and sizes.
/// </summary>
internal sealed class Quantiles
{
    /// <summary>The highest level. Levels are given in millionths.</summary>
    public const int Whole = 1_000_000;

    private static readonly ImmutableArray<int> Levels = [0, 50_000, 250_000, 500_000, 750_000, 900_000, 970_000, 995_000, Whole];

    private readonly ImmutableArray<long> _values;

    /// <summary>The distribution with these values at 0, 5, 25, 50 (the median), 75, 90, 97, 99.5 and 100 percent.</summary>
    public Quantiles(params ReadOnlySpan<long> values)
    {
        if (values.Length != Levels.Length)
        {
            throw new ArgumentException($"{Levels.Length} values are needed, not {values.Length}.", nameof(values));
        }

        _values = [.. values];
        var doubled = 0L;
        for (var i = 1; i < Levels.Length; i++)
        {
            doubled += (_values[i] + _values[i - 1]) * (Levels[i] - Levels[i - 1]);
        }

        Mean = doubled / (2 * Whole);
    }

    /// <summary>Mean of the distribution, rounded down.</summary>
    public long Mean { get; }

    /// <summary>A distribution of spans, given in seconds.</summary>
    public static Quantiles OfSeconds(params ReadOnlySpan<long> seconds)
    {
        var microseconds = new long[seconds.Length];
        for (var i = 0; i < seconds.Length; i++)
        {
            microseconds[i] = seconds[i] * TimeSpan.MicrosecondsPerSecond;
        }

        return new Quantiles(microseconds);
    }

    /// <summary>A value of the distribution.</summary>
    public long Sample(SampleRandom random) => At(random.Below(Whole));

    /// <summary>A time span from a distribution whose values are in microseconds.</summary>
    public TimeSpan SampleSpan(SampleRandom random) => TimeSpan.FromMicroseconds(Sample(random));

    /// <summary>The value at a level from 0 to <see cref="Whole"/>.</summary>
    public long At(int level)
    {
        var upper = 1;
        while (upper < Levels.Length - 1 && level >= Levels[upper])
        {
            upper++;
        }

        var (from, to) = (_values[upper - 1], _values[upper]);
        return from + ((to - from) * (level - Levels[upper - 1]) / (Levels[upper] - Levels[upper - 1]));
    }
}
