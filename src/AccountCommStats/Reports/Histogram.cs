using System.Globalization;
using AccountCommStats.Pages;

namespace AccountCommStats.Reports;

/// <summary>A distribution in a few bars, on a linear or a logarithmic scale.</summary>
/// <param name="Bars">The bars, ascending.</param>
/// <param name="IsLogarithmic">Whether bar widths grow by a constant factor.</param>
internal sealed record Histogram(IReadOnlyList<HistogramBar> Bars, bool IsLogarithmic)
{
    private const int MaximumBars = 24;
    private const double SkewOfLogarithm = 12;

    /// <summary>The bars of one or two distributions, on a common scale for comparison.</summary>
    public static (Histogram Now, Histogram? Before) Of(QuantileSketch now, QuantileSketch? before)
    {
        var minimum = Math.Min(now.Minimum, before is { Count: > 0 } ? before.Minimum : now.Minimum);
        var maximum = Math.Max(now.Maximum, before is { Count: > 0 } ? before.Maximum : now.Maximum);
        var isWhole = now.IsWhole && before?.IsWhole != false;
        var bounds = isWhole && maximum - minimum < MaximumBars ? [.. Enumerable.Range(0, (int)(maximum - minimum) + 2).Select(i => minimum + i - 0.5)]
            : minimum >= 0 && maximum > SkewOfLogarithm * Math.Max(now.Quantile(0.5), double.Epsilon) ? Logarithmic(SmallestOf(now), maximum, minimum == 0)
            : Linear(minimum, maximum);
        var isLogarithmic = bounds.Count > 3 && bounds[^1] - bounds[^2] > 1.01 * (bounds[^2] - bounds[^3]);
        return (Fill(now, bounds, isLogarithmic, isWhole), before is { Count: > 0 } ? Fill(before, bounds, isLogarithmic, isWhole) : null);
    }

    private static double SmallestOf(QuantileSketch sketch) => sketch.Buckets.Where(bucket => bucket.Value > 0).Select(bucket => bucket.Value).FirstOrDefault(1);

    private static List<double> Linear(double minimum, double maximum)
    {
        var width = Math.Max((maximum - minimum) / MaximumBars, 1e-9);
        return [.. Enumerable.Range(0, MaximumBars + 1).Select(i => minimum + (i * width))];
    }

    private static List<double> Logarithmic(double smallest, double maximum, bool hasZero)
    {
        var step = Math.Log(Math.Max(maximum / smallest, 1.001) * 1.02) / MaximumBars;
        var bounds = Enumerable.Range(0, MaximumBars + 1).Select(i => smallest * 0.99 * Math.Exp(i * step)).ToList();
        return hasZero ? [0, .. bounds] : bounds;
    }

    private static Histogram Fill(QuantileSketch sketch, List<double> bounds, bool isLogarithmic, bool isWhole)
    {
        var counts = new long[bounds.Count - 1];
        foreach (var (value, count) in sketch.Buckets)
        {
            var within = Math.Clamp(value, sketch.Minimum, sketch.Maximum);
            var place = bounds.BinarySearch(isWhole && bounds.Count - 1 < MaximumBars ? Math.Round(within) : within);
            counts[Math.Clamp(place >= 0 ? place : ~place - 1, 0, counts.Length - 1)] += count;
        }

        return new Histogram([.. counts.Select((count, i) => new HistogramBar(bounds[i], bounds[i + 1], count))], isLogarithmic);
    }
}

/// <summary>A bar of a histogram.</summary>
/// <param name="From">Its lower bound.</param>
/// <param name="To">Its upper bound.</param>
/// <param name="Count">How many numbers are in it.</param>
internal readonly record struct HistogramBar(double From, double To, long Count)
{
    /// <summary>Its label in a table.</summary>
    public string Label => To - From == 1 && From != Math.Floor(From) ? NumberText.Of(From + 0.5) : string.Create(CultureInfo.InvariantCulture, $"{NumberText.Of(From)} to {NumberText.Of(To)}");
}
