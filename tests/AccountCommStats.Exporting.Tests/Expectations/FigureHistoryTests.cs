using AccountCommStats.Exporting.Expectations;

namespace AccountCommStats.Exporting.Tests.Expectations;

public sealed class FigureHistoryTests
{
    [Fact]
    public void Six_deliveries_allow_the_bound_around_the_last_one()
        => Assert.Equal((14.0, 16.0), new FigureHistory([10, 30, 10, 30, 10, 15]).Allowed(1));

    [Fact]
    public void Seven_deliveries_allow_three_and_a_half_deviations_around_their_median_too()
    {
        // The median is 13. The absolute deviations are 3, 2, 1, 0, 1, 7 and 2, and their median is 2.
        var (lowest, highest) = new FigureHistory([10, 11, 12, 13, 14, 20, 15]).Allowed(1);

        Assert.Equal(13 - (3.5 * 2 / 0.6745), lowest, 9);
        Assert.Equal(13 + (3.5 * 2 / 0.6745), highest, 9);
    }

    [Fact]
    public void Where_most_figures_are_equal_their_mean_deviation_counts()
    {
        var (lowest, highest) = new FigureHistory([10, 10, 10, 10, 10, 10, 17]).Allowed(1);

        Assert.Equal(10 - (3.5 * 1.2533 * 1), lowest, 9);
        Assert.Equal(18, highest, 9);
    }

    [Fact]
    public void Where_all_are_equal_the_bound_counts() => Assert.Equal((9.5, 10.5), new FigureHistory([10, 10, 10, 10, 10, 10, 10]).Allowed(0.5));

    [Fact]
    public void A_figure_that_grows_may_go_on_growing()
    {
        double[] figures = [100, 110, 121, 133, 146, 161, 177];

        var (_, highest) = new FigureHistory(figures).Allowed(0.2 * 177);

        Assert.True(highest >= 195);
    }
}
