using AccountCommStats.Exporting.Expectations;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using static AccountCommStats.Exporting.Tests.Expectations.Deliveries;

namespace AccountCommStats.Exporting.Tests.Expectations;

/// <summary>
/// Compares a delivery with an earlier one. Unless a test says otherwise, each has 1,000 rows, and the column of the earlier one has the sum
/// 5,000.
/// </summary>
public sealed class DriftCheckTests
{
    private static readonly Expectation Rows = new(null, ExpectationCheck.Rows, 0.1m);

    [Theory]
    [InlineData(1100, 0)]
    [InlineData(900, 0)]
    [InlineData(1101, 1)]
    [InlineData(899, 1)]
    public void The_bound_itself_is_allowed(long rows, int drift)
        => Assert.Equal(drift, Compare(Expecting(Rows), Of(1, rows), Of(0, 1000)).Drift.Count);

    [Fact]
    public void Rows_that_went_are_drift_by_default()
    {
        Assert.Empty(Compare(Expecting(), Of(1, 810), Of(0, 1000)).Drift);
        Assert.Equal(["the number of rows is 700; it was 1,000 on 2025-01-06, and 800 to 1,200 is allowed (drift-rows)"], Told(Expecting(), Of(1, 700), Of(0, 1000)));
    }

    [Fact]
    public void Values_that_became_NULL_are_drift_by_default()
    {
        Assert.Empty(Compare(Expecting(), Of(1, 1000, Integers(4500, nulls: 100)), Of(0, 1000, Integers(5000))).Drift);
        Assert.Equal(
            ["column 'a_integer': the share of NULL is 15 %; it was 0 % on 2025-01-06, and 0 % to 10 % is allowed (drift-null-share)"],
            Told(Expecting(), Of(1, 1000, Integers(4250, nulls: 150)), Of(0, 1000, Integers(5000))));
    }

    [Fact]
    public void Values_that_became_0_are_drift_by_default()
        => Assert.Equal(
            ["column 'a_integer': the share of zeros is 40 %; it was 20 % on 2025-01-06, and 10 % to 30 % is allowed (drift-zero-share)"],
            Told(Expecting(), Of(1, 1000, Integers(5000, zeros: 400)), Of(0, 1000, Integers(5000, zeros: 200))));

    [Fact]
    public void A_mean_that_moved_by_more_than_half_is_drift_by_default()
        => Assert.Equal(
            ["column 'a_integer': the mean is 8; it was 5 on 2025-01-06, and 2.5 to 7.5 is allowed (drift-mean)"],
            Told(Expecting(), Of(1, 1000, Integers(8000)), Of(0, 1000, Integers(5000))));

    [Fact]
    public void A_mean_that_three_rows_move_by_themselves_is_not()
        => Assert.Empty(Compare(Expecting(), Of(1, 1000, Integers(8000, maximum: 1000)), Of(0, 1000, Integers(5000, maximum: 1000))).Drift);

    [Fact]
    public void A_sum_is_compared_where_the_specification_says_so()
    {
        var sum = new Expectation("a_integer", ExpectationCheck.Sum, 0.2m);
        Assert.Empty(Compare(Expecting(sum), Of(1, 1000, Integers(6000)), Of(0, 1000, Integers(5000))).Drift);
        Assert.Equal(
            ["column 'a_integer': the sum is 6,001; it was 5,000 on 2025-01-06, and 4,000 to 6,000 is allowed (drift-sum)"],
            Told(Expecting(sum), Of(1, 1000, Integers(6001)), Of(0, 1000, Integers(5000))));
    }

    [Fact]
    public void A_minimum_and_a_maximum_need_no_earlier_delivery()
    {
        var schema = Expecting(new("a_integer", ExpectationCheck.Minimum, 1), new("a_integer", ExpectationCheck.Maximum, 9));

        Assert.Equal(
            ["column 'a_integer': the minimum is 0; 1 is the lowest allowed (drift-minimum)", "column 'a_integer': the maximum is 10; 9 is the highest allowed (drift-maximum)"],
            Told(schema, Of(1, 1000, Integers(5000))));
        Assert.Empty(Compare(schema, Of(1, 1000, Integers(5000, minimum: 1, maximum: 9))).Drift);
    }

    [Fact]
    public void The_category_that_moved_most_is_named()
    {
        var schema = Expecting(new Expectation("a_text", ExpectationCheck.Categories, 0.05m));
        var before = Of(0, 1000, Texts(("gmail", 600), ("outlook", 300), ("imap", 100)));

        Assert.Empty(Compare(schema, Of(1, 1000, Texts(("gmail", 640), ("outlook", 260), ("imap", 100))), before).Drift);
        Assert.Equal(
            ["column 'a_text': the share of 'outlook' is 0 %; it was 30 % on 2025-01-06, and 25 % to 35 % is allowed (drift-categories)"],
            Told(schema, Of(1, 1000, Texts(("gmail", 800), ("exchange", 100), ("imap", 100))), before));
    }

    [Fact]
    public void More_texts_than_are_counted_are_no_categories()
        => Assert.Equal(
            ["column 'a_text': there are more than 50 different values, too many to be categories (drift-categories)"],
            Told(Expecting(new Expectation("a_text", ExpectationCheck.Categories, 0.05m)), Of(1, 1000, Texts(null)), Of(0, 1000, Texts(("gmail", 1000)))));

    [Fact]
    public void What_the_specification_says_of_a_column_comes_before_what_it_says_of_all_and_that_before_the_default()
    {
        var now = Of(1, 1000, Integers(6500));
        var before = Of(0, 1000, Integers(5000));
        var all = new Expectation(null, ExpectationCheck.Mean, 0.2m);

        Assert.Empty(Compare(Expecting(), now, before).Drift);
        Assert.Single(Compare(Expecting(all), now, before).Drift);
        Assert.Empty(Compare(Expecting(all, new Expectation("a_integer", ExpectationCheck.Mean, 0.4m)), now, before).Drift);
        Assert.Empty(Compare(Expecting(all, new Expectation("a_integer", ExpectationCheck.Mean, null)), now, before).Drift);
    }

    [Fact]
    public void A_bound_of_none_checks_nothing()
        => Assert.Empty(Compare(Expecting(new Expectation(null, ExpectationCheck.Rows, null)), Of(1, 1), Of(0, 1000)).Drift);

    [Fact]
    public void Few_rows_may_move_further_by_default_and_not_where_the_specification_has_a_bound()
    {
        var now = Of(1, 10, Integers(35, nulls: 3));
        var before = Of(0, 10, Integers(50));

        Assert.Empty(Compare(Expecting(), now, before).Drift);
        Assert.Single(Compare(Expecting(new Expectation("a_integer", ExpectationCheck.NullShare, 0.1m)), now, before).Drift);
    }

    [Fact]
    public void From_seven_deliveries_on_their_spread_is_allowed()
    {
        var schema = Expecting(new Expectation("a_integer", ExpectationCheck.Mean, 0.1m));
        var restless = Enumerable.Range(0, 7).Select(week => Of(week, 1000, Integers(week % 2 == 0 ? 4000 : 6000))).ToArray();

        Assert.Empty(Compare(schema, Of(7, 1000, Integers(7000)), restless).Drift);
        Assert.Single(Compare(schema, Of(7, 1000, Integers(7000)), restless[1..]).Drift);
    }

    [Fact]
    public void A_column_that_an_earlier_delivery_does_not_have_is_not_compared()
    {
        var old = Of(0, 1000, Integers(5000));
        old = old with { Version = null, Columns = [.. old.Columns.Where(column => column.Name != "a_integer")] };

        Assert.Empty(Compare(Expecting(), Of(1, 1000, Integers(50_000)), old).Drift);
    }

    [Fact]
    public void Every_check_has_a_page_of_its_rule()
        => Assert.All(Enum.GetValues<ExpectationCheck>(), check => Assert.StartsWith(
            $"# {ExpectedFigure.RuleOf(check)}: ", AccountCommStats.Testing.Repository.ReadText("docs", "rules", ExpectedFigure.RuleOf(check) + ".md"), StringComparison.Ordinal));

    private static ManifestExpectations Compare(ExportSchema schema, ExportManifest now, params ExportManifest[] before) => DriftCheck.Compare(schema, now, before);

    private static IEnumerable<string> Told(ExportSchema schema, ExportManifest now, params ExportManifest[] before)
        => Compare(schema, now, before) is var expectations ? expectations.Drift.Select(drift => DriftText.Describe(drift, expectations)) : [];
}
