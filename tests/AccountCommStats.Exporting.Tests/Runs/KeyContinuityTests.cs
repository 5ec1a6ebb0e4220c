using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Tests.Sample;

namespace AccountCommStats.Exporting.Tests.Runs;

/// <summary>Keys must ascend from one key range to the next.</summary>
public sealed class KeyContinuityTests
{
    private readonly KeyContinuity<SampleRow> _keys = new(new RunSubject(1, "DuckDB crm.duckdb"));

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void Refuses_a_range_that_does_not_begin_after_the_one_before(long first)
    {
        Check(1, 5);

        var exception = Assert.Throws<SourceMismatchException>(() => Check(first, 9));

        Assert.Contains($"of organization 1 in DuckDB crm.duckdb overlap: id {first} was read twice or out of order", exception.Message, StringComparison.Ordinal);
        Assert.Contains("@first_key and @last_key", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Looks_past_ranges_without_rows()
    {
        Check(1, 5);
        _keys.Check(KeyRange.All, lowest: null, highest: null);

        Assert.Throws<SourceMismatchException>(() => Check(5, 5));
    }

    [Fact]
    public void Takes_ranges_that_go_on_rising()
    {
        Check(1, 5);
        Check(6, 6);

        Assert.Throws<SourceMismatchException>(() => Check(6, 7));
    }

    private void Check(long lowest, long highest) => _keys.Check(KeyRange.All, new SampleRow { Id = lowest }, new SampleRow { Id = highest });
}
