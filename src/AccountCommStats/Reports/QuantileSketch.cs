namespace AccountCommStats.Reports;

/// <summary>
/// The distribution of numbers in little memory, however many there are: each number is counted in a bucket whose bounds are one percent
/// from its middle, as in DDSketch (Masson, Rim, Lee, 2019). The same numbers give the same sketch in any order.
/// </summary>
internal sealed class QuantileSketch
{
    private const double Accuracy = 0.01;

    private static readonly double LogOfBase = Math.Log((1 + Accuracy) / (1 - Accuracy));

    private readonly SortedDictionary<(int Sign, int Size), long> _buckets = [];

    /// <summary>How many numbers there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many of the numbers are zero.</summary>
    public long Zeros => _buckets.GetValueOrDefault((0, 0));

    /// <summary>The smallest number; 0 if there are none.</summary>
    public double Minimum { get; private set; }

    /// <summary>The largest number; 0 if there are none.</summary>
    public double Maximum { get; private set; }

    /// <summary>The sum of the numbers.</summary>
    public double Sum { get; private set; }

    /// <summary>Whether all numbers are whole.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The mean of the numbers; 0 if there are none.</summary>
    public double Mean => Count == 0 ? 0 : Sum / Count;

    /// <summary>The buckets, ascending: the middle and the count of each.</summary>
    public IEnumerable<(double Value, long Count)> Buckets => _buckets.Select(bucket => (MiddleOf(bucket.Key), bucket.Value));

    /// <summary>Adds a number.</summary>
    public void Add(double value)
    {
        Minimum = Count == 0 ? value : Math.Min(Minimum, value);
        Maximum = Count == 0 ? value : Math.Max(Maximum, value);
        Count++;
        Sum += value;
        IsWhole &= value == Math.Floor(value);
        var sign = Math.Sign(value);
        var size = sign == 0 ? 0 : sign * (int)Math.Ceiling(Math.Log(Math.Abs(value)) / LogOfBase);
        _buckets[(sign, size)] = _buckets.GetValueOrDefault((sign, size)) + 1;
    }

    /// <summary>The number that a share of all numbers does not exceed, within one percent; 0 if there are none.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double Quantile(double share)
    {
        var rank = share * (Count - 1);
        var seen = 0L;
        foreach (var (value, count) in Buckets)
        {
            seen += count;
            if (seen > rank)
            {
                return Math.Clamp(IsWhole ? Math.Round(value) : value, Minimum, Maximum);
            }
        }

        return Maximum;
    }

    // Sizes of negative numbers are negated, so buckets sort in the order of their numbers.
    private static double MiddleOf((int Sign, int Size) bucket)
        => bucket.Sign == 0 ? 0 : bucket.Sign * Math.Exp(((bucket.Sign * bucket.Size) - 0.5) * LogOfBase);
}
