namespace AccountCommStats.Exporting.Expectations;

/// <summary>A figure in the accepted deliveries, and its limits in the next one.</summary>
/// <remarks>
/// A figure may move by its bound from the last delivery. Once there are seven deliveries, it may also be anywhere within 3.5 standard
/// deviations of their median. A figure that always moved much may thus do so again, and one that grows slowly may continue. The standard
/// deviation is estimated from the median absolute deviation (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993). If more than
/// half of the figures are equal, it is estimated from the mean absolute deviation instead.
/// </remarks>
internal sealed class FigureHistory
{
    /// <summary>How many deliveries are needed before their spread counts.</summary>
    public const int MinimumDeliveriesOfSpread = 7;

    private const double MaximumDeviations = 3.5;
    private const double MedianDeviationOfNormal = 0.6745;
    private const double NormalOfMeanDeviation = 1.2533;

    private readonly (double Lowest, double Highest)? _typicalRange;

    /// <summary>Creates the history of a figure.</summary>
    /// <param name="figures">The figures, the latest delivery last; at least one.</param>
    public FigureHistory(IReadOnlyList<double> figures)
    {
        Last = figures[^1];
        if (figures.Count >= MinimumDeliveriesOfSpread)
        {
            var median = Median(figures);
            var distances = figures.Select(figure => Math.Abs(figure - median)).ToList();
            var middle = Median(distances);
            var deviation = middle > 0 ? middle / MedianDeviationOfNormal : NormalOfMeanDeviation * distances.Average();
            _typicalRange = (median - (MaximumDeviations * deviation), median + (MaximumDeviations * deviation));
        }
    }

    /// <summary>The figure of the last delivery.</summary>
    public double Last { get; }

    /// <summary>The lowest and the highest figure that the next delivery may have.</summary>
    /// <param name="bound">How far the figure may move from the last delivery, whatever its typical range.</param>
    public (double Lowest, double Highest) Allowed(double bound) => _typicalRange is var (lowest, highest)
        ? (Math.Min(lowest, Last - bound), Math.Max(highest, Last + bound))
        : (Last - bound, Last + bound);

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
