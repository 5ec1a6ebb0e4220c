using AccountCommStats.Reports;

namespace AccountCommStats.EndToEnd.Tests.Reports;

/// <summary>Quantiles are estimated in little memory; these tests check how accurate they are.</summary>
public sealed class QuantileSketchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Quantiles_are_within_one_percent_in_any_order(int seed)
    {
        var random = new Random(seed);
        var numbers = Enumerable.Range(0, 20_000)
            .Select(_ => random.Next(10) == 0 ? 0 : Math.Exp((random.NextDouble() * 20) - 8) * (random.Next(4) == 0 ? -1 : 1))
            .ToArray();
        var sketch = SketchOf(numbers);
        random.Shuffle(numbers);
        var shuffled = SketchOf(numbers);
        Array.Sort(numbers);

        Assert.Equal(sketch.Buckets, shuffled.Buckets);
        Assert.Equal((numbers[0], numbers[^1], numbers.LongCount(number => number == 0)), (sketch.Minimum, sketch.Maximum, sketch.Zeros));
        Assert.InRange(sketch.Buckets.Count(), 1, 4_000);
        foreach (var share in new[] { 0, 0.01, 0.25, 0.5, 0.75, 0.95, 0.999, 1 })
        {
            var exact = numbers[(int)(share * (numbers.Length - 1))];
            Assert.InRange(Math.Abs(sketch.Quantile(share) - exact), 0, 0.0101 * Math.Abs(exact));
        }
    }

    [Fact]
    public void Of_nothing_is_0()
    {
        var sketch = new QuantileSketch();

        Assert.Equal((0, 0, 0, 0), (sketch.Quantile(0.5), sketch.Mean, sketch.Minimum, sketch.Maximum));
    }

    private static QuantileSketch SketchOf(IEnumerable<double> numbers)
    {
        var sketch = new QuantileSketch();
        foreach (var number in numbers)
        {
            sketch.Add(number);
        }

        return sketch;
    }
}
