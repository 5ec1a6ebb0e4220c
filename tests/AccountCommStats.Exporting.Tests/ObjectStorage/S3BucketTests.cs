using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.ObjectStorage;
using AccountCommStats.Testing.ObjectStorage;

namespace AccountCommStats.Exporting.Tests.ObjectStorage;

/// <summary>Objects are written, read and listed. Transient failures are retried, and other failures are explained.</summary>
public sealed class S3BucketTests : StorageTest
{
    [Theory]
    [InlineData("sample.org-7.20250331T000000Z.csv")]
    [InlineData("sample.org-%C3%A4%20x.20250331T000000.123456Z.csv.gz")]
    [InlineData("+ä b&c=d;e~'\"<>.json")]
    public async Task An_object_comes_back_as_it_was_written_whatever_its_name(string name)
    {
        var tag = await Bucket.PutAsync(name, Bytes(1000), S3Condition.IsAbsent, default);

        var (content, found) = (await Bucket.ReadAsync(name, maximumBytes: 1000, default))!.Value;
        Assert.Equal(Bytes(1000), content);
        Assert.Equal(new S3Object(name, tag!, 1000), found);
        Assert.Equal(found, Assert.Single(await Bucket.ListAsync(name[..3], default)));
        Assert.Equal(KeyOf(name), Server.Objects.Keys.Single());
        Assert.True(await Bucket.DeleteAsync(found, default));
        Assert.Empty(Server.Objects);
    }

    [Fact]
    public async Task An_empty_object_is_one()
    {
        var tag = await Bucket.PutAsync("empty", Bytes(0), S3Condition.IsAbsent, default);

        var (content, found) = (await Bucket.ReadAsync("empty", maximumBytes: 1, default))!.Value;
        Assert.Empty(content);
        Assert.Equal(new S3Object("empty", tag!, 0), found);
    }

    [Fact]
    public async Task What_is_not_there_is_no_failure()
    {
        Assert.Null(await Bucket.ReadAsync("none", maximumBytes: 1, default));
        Assert.True(await Bucket.DeleteAsync(new S3Object("none", "\"abc\"", 0), default));
        Assert.Empty(await Bucket.ListAsync("none", default));
        Assert.Empty(await Bucket.ListUploadsAsync("none", default));
        await Bucket.AbortUploadAsync("none", "none", default);
    }

    [Fact]
    public async Task Listings_are_read_to_their_end()
    {
        Server.PageSize = 3;
        var names = Enumerable.Range(0, 10).Select(number => $"f{number} ä").ToList();
        names.ForEach(name => Server.Put(KeyOf(name), []));
        names.ForEach(name => Server.Begin(KeyOf(name)));
        Server.Begin(KeyOf("f3 ä"));
        Server.Put("elsewhere/f1", []);

        Assert.Equal(names, (await Bucket.ListAsync("f", default)).Select(found => found.Name));
        Assert.Equal(names.Append("f3 ä").Order(StringComparer.Ordinal), (await Bucket.ListUploadsAsync("f", default)).Select(found => found.Name));
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_changes_nothing()
    {
        var first = await Bucket.PutAsync("a", Text("first"), S3Condition.IsAbsent, default);
        Assert.Null(await Bucket.PutAsync("a", Text("second"), S3Condition.IsAbsent, default));
        var third = await Bucket.PutAsync("a", Text("third"), new S3Condition(first), default);
        Assert.NotNull(third);
        Assert.Null(await Bucket.PutAsync("a", Text("fourth"), new S3Condition(first), default));
        Assert.Null(await Bucket.PutAsync("b", Text("fifth"), new S3Condition(first), default));
        Assert.False(await Bucket.DeleteAsync(new S3Object("a", first!, 5), default));
        Assert.Equal("third", ContentOf("a"));
    }

    [Theory]
    [InlineData("SlowDown")]
    [InlineData("CutMidBody")]
    public async Task A_failure_that_passes_is_tried_again(string fault)
    {
        Fail("PutObject", fault == "SlowDown" ? S3Fault.SlowDown : S3Fault.CutMidBody, times: 2);

        Assert.NotNull(await Bucket.PutAsync("a", Bytes(50_000), S3Condition.IsAbsent, default));

        Assert.Equal(3, Server.Calls.Count(call => call.Operation == "PutObject"));
        Assert.Equal(Bytes(50_000), Server.Objects[KeyOf("a")].Content);
    }

    [Fact]
    public async Task An_object_whose_answer_was_lost_is_known_again_as_ones_own()
    {
        Fail("PutObject", S3Fault.LoseAnswer, times: 1);

        var tag = await Bucket.PutAsync("a", Text("mine"), S3Condition.IsAbsent, default);

        Assert.Equal(Server.Objects[KeyOf("a")].ETag, tag);
        Assert.Equal(2, Server.Calls.Count(call => call.Operation == "PutObject"));
    }

    [Fact]
    public async Task A_body_that_is_damaged_on_the_way_is_refused_by_the_server()
    {
        Fail("PutObject", S3Fault.Damage);

        Assert.Contains("is not what was sent (XAmzContentSHA256Mismatch, HTTP 400)", await FailureAsync(Bucket), StringComparison.Ordinal);
        Assert.Empty(Server.Objects);
    }

    [Fact]
    public async Task Credentials_that_are_not_accepted_are_explained()
    {
        Server.AcceptedKey = "AKIDANOTHER";
        Assert.Contains("does not accept the credentials (InvalidAccessKeyId, HTTP 403). Check AWS_ACCESS_KEY_ID", await FailureAsync(Bucket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_that_have_expired_are_explained()
    {
        Fail("PutObject", S3Fault.ExpiredToken);
        Assert.Contains("the credentials have expired (ExpiredToken, HTTP 400). Renew them", await FailureAsync(Bucket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named()
    {
        Fail("PutObject", S3Fault.AccessDenied);
        Assert.Contains("forbids it (AccessDenied, HTTP 403). Allow s3:PutObject in s3://deliveries/crm/daily, in the policies of the exporting role and of the bucket.", await FailureAsync(Bucket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named()
        => Assert.Contains("has no bucket 'missing' (NoSuchBucket, HTTP 404). Create it", await FailureAsync(Open("missing")), StringComparison.Ordinal);

    [Fact]
    public async Task A_server_that_stays_overloaded_is_told()
    {
        Fail("PutObject", S3Fault.SlowDown);
        Assert.Contains("failed or is overloaded, even after retries (SlowDown, HTTP 503). Run the export again later.", await FailureAsync(Open(retries: 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_cut_again_and_again_is_told()
    {
        Fail("PutObject", S3Fault.CutMidBody);
        Assert.Contains("cannot be reached, or the connection was lost, even after retries: ", await FailureAsync(Open(retries: 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_told()
    {
        var bucket = Open(retries: 0);
        await Server.DisposeAsync();
        Assert.Contains($"the server {Server.Endpoint.Authority} cannot be reached", await FailureAsync(bucket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Canceling_is_no_failure_of_the_server()
    {
        using var canceling = new CancellationTokenSource();
        Server.Interceptor = async _ =>
        {
            await canceling.CancelAsync();
            return S3Fault.SlowDown;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Bucket.PutAsync("a", Bytes(1), S3Condition.IsAbsent, canceling.Token));
    }

    [Theory]
    [InlineData("ftp://storage.example.com")]
    [InlineData("https://storage.example.com/bucket")]
    [InlineData("https://user:hidden@storage.example.com")]
    [InlineData("storage.example.com:9000/")]
    public void An_endpoint_that_is_no_server_is_refused_and_not_repeated(string endpoint)
    {
        var options = new S3Options { Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) };

        var exception = Assert.Throws<ExportRequestException>(() => new S3Bucket(new S3Address("deliveries", ""), options, Time));

        Assert.DoesNotContain("hidden", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://storage.example.com:9000", true)]
    [InlineData("https://storage.example.com:9000", false)]
    [InlineData("http://127.0.0.1:9000", false)]
    public void A_connection_that_others_can_read_is_a_risk(string endpoint, bool isRisk)
    {
        using var bucket = new S3Bucket(new S3Address("deliveries", ""), new S3Options { Endpoint = new Uri(endpoint) }, Time);
        Assert.Equal(isRisk, bucket.TransportRisk?.Contains("is not encrypted", StringComparison.Ordinal) == true);
    }

    /// <summary>
    /// Returns the message of a write that must fail. The message must begin with the address, and the exception must show no
    /// secret.
    /// </summary>
    private static async Task<string> FailureAsync(S3Bucket bucket)
    {
        var exception = await Assert.ThrowsAsync<OutputException>(() => bucket.PutAsync("a.csv", Bytes(50_000), S3Condition.IsAbsent, default));

        Assert.StartsWith($"'s3://{bucket.Address.Bucket}/crm/daily/a.csv' cannot be written: ", exception.Message, StringComparison.Ordinal);
        Assert.All(
            [S3Server.SecretKey, SessionToken, S3Server.AccessKey, "Signature="],
            secret => Assert.DoesNotContain(secret, exception.ToString(), StringComparison.Ordinal));
        return exception.Message;
    }
}
