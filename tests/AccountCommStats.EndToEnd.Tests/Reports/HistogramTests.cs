using AccountCommStats.Reports;

namespace AccountCommStats.EndToEnd.Tests.Reports;

/// <summary>Histograms count every number once, on a fitting scale.</summary>
public sealed class HistogramTests
{
    [Theory]
    [InlineData("1 2 2 3", false)]
    [InlineData("0 0 0", false)]
    [InlineData("-5 -1 0 7", false)]
    [InlineData("10.5 11 11.5 12 14.25 19", false)]
    [InlineData("0 1 1 2 3 5 8 13 21 34 5000", true)]
    [InlineData("0.001 0.5 1 900", true)]
    public void Hold_every_number_once(string numbers, bool isLogarithmic)
    {
        var sketch = new QuantileSketch();
        foreach (var number in numbers.Split(' '))
        {
            sketch.Add(double.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
        }

        var (histogram, before) = Histogram.Of(sketch, before: null);

        Assert.Null(before);
        Assert.Equal(sketch.Count, histogram.Bars.Sum(bar => bar.Count));
        Assert.Equal(isLogarithmic, histogram.IsLogarithmic);
        Assert.InRange(histogram.Bars.Count, 1, 25);
        Assert.All(histogram.Bars.Zip(histogram.Bars.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    [Fact]
    public void Small_whole_numbers_have_a_bar_each()
    {
        var sketch = new QuantileSketch();
        int[] numbers = [0, 3, 3, 12, 23];
        Array.ForEach(numbers, number => sketch.Add(number));

        var bars = Histogram.Of(sketch, before: null).Now.Bars.Where(bar => bar.Count > 0).Select(bar => $"{bar.Label}: {bar.Count}");

        Assert.Equal(["0: 1", "3: 2", "12: 1", "23: 1"], bars);
    }
}
