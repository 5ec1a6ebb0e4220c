using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Tests.Batch;

/// <summary>How many organizations are read together.</summary>
public sealed class SharedGroupsTests
{
    private static readonly OrganizationId[] Organizations = [.. Enumerable.Range(1, 60).Select(number => OrganizationId.FromInt64(number))];

    [Fact]
    public void Small_organizations_are_read_in_growing_groups_and_the_last_ones_are_equally_large()
        => Assert.Equal([1, 2, 4, 8, 8, 8, 8, 8, 7, 3, 2, 1], Sizes(parallel: 2, count => 0.02 * count));

    [Fact]
    public void Large_organizations_are_read_one_by_one()
        => Assert.All(Sizes(parallel: 1, count => 0.6 * count), size => Assert.Equal(1, size));

    [Fact]
    public void Groups_take_about_half_a_second()
        => Assert.Equal([1, 2, 4, 5, 5, 5], Sizes(parallel: 1, count => 0.1 * count).Take(6));

    [Fact]
    public void A_plan_that_is_bad_for_several_is_not_tried_again()
        => Assert.Equal([1, 2, 1, 1, 1, 1], Sizes(parallel: 1, count => count == 1 ? 0.02 : 60).Take(6));

    [Fact]
    public void A_source_that_refuses_to_read_two_together_is_not_asked_again()
        => Assert.Equal([1, 2, 1, 1, 1, 1], Sizes(parallel: 1, count => 0.02 * count, hasFailed: group => group.Count > 1).Take(6));

    [Fact]
    public void An_organization_that_cannot_be_read_does_not_end_the_reading_of_others_together()
        => Assert.Equal([1, 2, 4, 8, 1, 2, 4], Sizes(parallel: 1, count => 0.02 * count, hasFailed: group => group.Contains(OrganizationId.FromInt64(9))).Take(7));

    [Fact]
    public void A_source_that_does_not_share_snapshots_reads_one_by_one()
        => Assert.Equal(60, Sizes(parallel: 1, _ => 0.01, maximum: 1).Count);

    private static List<int> Sizes(int parallel, Func<int, double> elapsed, int maximum = SharedGroups.MaximumOrganizations, Func<IReadOnlyList<OrganizationId>, bool>? hasFailed = null)
    {
        var groups = new SharedGroups(Organizations, parallel, maximum);
        var sizes = new List<int>();
        var all = new List<OrganizationId>();
        foreach (var group in groups.Divide())
        {
            groups.Learn(group.Count, elapsed(group.Count), hasFailed?.Invoke(group) ?? false);
            sizes.Add(group.Count);
            all.AddRange(group);
        }

        Assert.Equal(Organizations, all);
        return sizes;
    }
}
