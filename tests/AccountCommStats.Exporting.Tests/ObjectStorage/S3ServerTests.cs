using System.Net;
using System.Security.Cryptography;
using AccountCommStats.Testing.ObjectStorage;

namespace AccountCommStats.Exporting.Tests.ObjectStorage;

/// <summary>The test server refuses what a real one refuses; the other tests rely on it.</summary>
public sealed class S3ServerTests : IAsyncLifetime
{
    private S3Server _server = null!;

    public async Task InitializeAsync() => _server = await S3Server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_second_put_with_if_none_match_is_412_and_changes_nothing()
    {
        Assert.Equal(HttpStatusCode.OK, await PutAsync("first", ("If-None-Match", "*")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await PutAsync("second", ("If-None-Match", "*")));
        Assert.Equal("first"u8.ToArray(), _server.Objects["file"].Content);
    }

    [Fact]
    public async Task A_put_with_if_match_of_another_object_is_412_and_of_none_404()
    {
        Assert.Equal(HttpStatusCode.NotFound, await PutAsync("none", ("If-Match", "\"abc\"")));
        await PutAsync("first");
        Assert.Equal(HttpStatusCode.PreconditionFailed, await PutAsync("second", ("If-Match", "\"abc\"")));
        Assert.Equal(HttpStatusCode.OK, await PutAsync("third", ("If-Match", _server.Objects["file"].ETag)));
        Assert.Equal("third"u8.ToArray(), _server.Objects["file"].Content);
    }

    [Theory]
    [InlineData("x-amz-checksum-sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")]
    [InlineData("x-amz-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public async Task A_wrong_checksum_is_400_and_nothing_is_stored(string header, string checksumOfNothing)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync("something", (header, checksumOfNothing)));
        Assert.Empty(_server.Objects);
    }

    [Fact]
    public async Task A_checksum_that_it_does_not_know_is_501()
        => Assert.Equal(HttpStatusCode.NotImplemented, await PutAsync("something", ("x-amz-checksum-crc32", "AAAAAA==")));

    [Fact]
    public async Task Another_access_key_is_403()
    {
        _server.AcceptedKey = "AKIDANOTHER";
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync("something"));
    }

    private async Task<HttpStatusCode> PutAsync(string text, params (string Name, string Value)[] headers)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(text);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_server.Endpoint, $"{S3Server.Bucket}/file")) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={S3Server.AccessKey}/20250331/us-east-1/s3/aws4_request");
        foreach (var (name, value) in headers.Concat(headers.Any(header => header.Name == "x-amz-content-sha256") ? [] : [("x-amz-content-sha256", Convert.ToHexStringLower(SHA256.HashData(body)))]))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value));
        }

        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
