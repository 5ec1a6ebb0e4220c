using AccountCommStats.Exporting.Batch;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Tests.Batch;

/// <summary>The shard of an organization. Other machines, versions and languages must compute the same shard.</summary>
public sealed class OrganizationShardTests
{
    /// <remarks>
    /// The expected numbers come from <c>printf %s ID | sha256sum</c>: take the first 16 hexadecimal digits as an unsigned
    /// number, modulo the number of shards, plus 1.
    /// </remarks>
    [Theory]
    [InlineData("42", 8, 6)]
    [InlineData("1", 3, 2)]
    [InlineData("-7", 5, 1)]
    [InlineData("acme.eu", 8, 4)]
    [InlineData("8b1f5a6e-7f43-4c39-9c53-0f8f2a2d7c11", 1000, 116)]
    public void An_organization_belongs_to_the_shard_that_its_hash_says(string id, int count, int number)
    {
        var organization = OrganizationId.Parse(id, long.TryParse(id, out _) ? SqlKind.Bigint : SqlKind.Text);

        Assert.Equal([number], Enumerable.Range(1, count).Where(each => new OrganizationShard(each, count).Contains(organization)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void The_shards_share_all_organizations_about_evenly(int count)
    {
        var organizations = Enumerable.Range(1, 1_000).Select(number => OrganizationId.FromInt64(number)).ToList();

        var shares = Enumerable.Range(1, count).Select(number => organizations.Where(new OrganizationShard(number, count).Contains).ToList()).ToList();

        Assert.Equal(organizations, shares.SelectMany(share => share).OrderBy(organization => (long)organization.Value));
        Assert.All(shares, share => Assert.InRange(share.Count, 800 / count, 1_200 / count));
    }

    [Theory]
    [InlineData("1/1", true)]
    [InlineData("8/8", true)]
    [InlineData("0/8", false)]
    [InlineData("9/8", false)]
    [InlineData("3", false)]
    [InlineData("3/8/1", false)]
    [InlineData("-1/8", false)]
    [InlineData("3/x", false)]
    [InlineData("", false)]
    [InlineData("3/99999999999", false)]
    public void Is_written_as_a_number_and_a_count(string text, bool isShard)
    {
        Assert.Equal(isShard, OrganizationShard.TryParse(text, out var shard));
        Assert.Equal(isShard ? text : "0/0", shard.ToString());
    }
}
