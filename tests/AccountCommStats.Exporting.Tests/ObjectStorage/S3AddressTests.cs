using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.ObjectStorage;

namespace AccountCommStats.Exporting.Tests.ObjectStorage;

/// <summary>Valid and invalid addresses in object storage.</summary>
public sealed class S3AddressTests
{
    [Theory]
    [InlineData("s3://deliveries", "deliveries", "", "s3://deliveries/a.csv")]
    [InlineData("s3://deliveries/", "deliveries", "", "s3://deliveries/a.csv")]
    [InlineData("s3://deliveries/crm", "deliveries", "crm", "s3://deliveries/crm/a.csv")]
    [InlineData("s3://my-bucket.example_1/a b/ä%20+/", "my-bucket.example_1", "a b/ä%20+", "s3://my-bucket.example_1/a b/ä%20+/a.csv")]
    public void An_address_is_bucket_and_prefix(string text, string bucket, string prefix, string file)
    {
        var address = S3Address.Parse(text);

        Assert.Equal(new S3Address(bucket, prefix), address);
        Assert.Equal(file, address.Of("a.csv"));
        Assert.Equal("a.csv", address.NameOf(address.KeyOf("a.csv")));
        Assert.Equal(address, S3Address.Parse(address.ToString()));
    }

    [Theory]
    [InlineData("s3:/deliveries", "does not begin with 's3://'")]
    [InlineData("S3://deliveries", "does not begin with 's3://'")]
    [InlineData("s3://", "does not have 3 to 63 characters")]
    [InlineData("s3:///crm", "does not have 3 to 63 characters")]
    [InlineData("s3://de/crm", "does not have 3 to 63 characters")]
    [InlineData("s3://deli veries", "characters other than")]
    [InlineData("s3://deliveries:9000/crm", "characters other than")]
    [InlineData("s3://-deliveries", "begin and end with a letter or digit")]
    [InlineData("s3://de..liveries", "two dots in a row")]
    [InlineData("s3://deliveries//crm", "empty, '.' or '..'")]
    [InlineData("s3://deliveries/crm//", "empty, '.' or '..'")]
    [InlineData("s3://deliveries/crm/../hr", "empty, '.' or '..'")]
    [InlineData("s3://deliveries/crm?versionId=1", "'?'")]
    [InlineData("s3://deliveries/crm\n", "control character")]
    public void What_is_no_address_is_told_with_the_reason_and_the_form(string text, string reason)
    {
        var exception = Assert.Throws<ExportRequestException>(() => S3Address.Parse(text));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains("s3://BUCKET/PREFIX", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_leaves_room_in_the_key_for_the_name()
    {
        Assert.Equal(700, S3Address.Parse($"s3://deliveries/{new string('ä', 350)}").KeyOf("").Length * 2 - 2);
        Assert.Contains("700 bytes", Assert.Throws<ExportRequestException>(() => S3Address.Parse($"s3://deliveries/{new string('ä', 351)}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_in_an_address_are_refused_and_not_repeated()
    {
        var exception = Assert.Throws<ExportRequestException>(() => S3Address.Parse("s3://AKID:hidden@deliveries/crm"));

        Assert.DoesNotContain("hidden", exception.Message, StringComparison.Ordinal);
        Assert.Contains("AWS_ACCESS_KEY_ID", exception.Message, StringComparison.Ordinal);
    }
}
