using AccountCommStats.Exporting.Runs;

namespace AccountCommStats.Exporting.Tests.Runs;

/// <summary>Keys are split into partitions.</summary>
public sealed class KeyPartitionsTests
{
    private const int Maximum = 16;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1_000)]
    [InlineData(1_000_003)]
    public void Are_few_however_many_keys_there_are_and_hold_each_key_once(int keys)
    {
        var partitions = Cut(Enumerable.Range(0, keys).Select(i => (long)i));

        Assert.InRange(partitions.Count, Math.Min(keys, Maximum / 2), Maximum - 1);
        var next = 0L;
        foreach (var partition in partitions)
        {
            Assert.Equal(next, partition.First);
            Assert.Equal(partition.Last - partition.First + 1, partition.Rows);
            next = partition.Last + 1;
        }

        Assert.Equal(keys, next);
    }

    [Fact]
    public void Are_alike_but_for_the_last()
    {
        var sizes = Cut(Enumerable.Range(0, 1_000).Select(i => (long)i)).ConvertAll(partition => partition.Rows);

        Assert.All(sizes[..^1], size => Assert.Equal(sizes[0], size));
        Assert.InRange(sizes[^1]!.Value, 1, sizes[0]!.Value);
    }

    [Fact]
    public void Count_a_key_as_often_as_it_comes()
        => Assert.Equal([new KeyRange(5, 5, 2), new KeyRange(5, 6, 2)], Cut([5, 5, 5, 6], maximum: 4));

    private static List<KeyRange> Cut(IEnumerable<long> keys, int maximum = Maximum)
    {
        var partitions = new KeyPartitions(maximum);
        foreach (var key in keys)
        {
            partitions.Add(key);
        }

        return partitions.ToList();
    }
}
