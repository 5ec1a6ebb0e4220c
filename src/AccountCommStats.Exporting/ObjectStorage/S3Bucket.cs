using System.Net;
using System.Security.Cryptography;
using AccountCommStats.Exporting.Errors;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>
/// Reads and writes the objects under an address. Retries a request if that may help. The server checks that it receives what was sent.
/// </summary>
/// <remarks>
/// The signature of a request covers the SHA-256 of its body, which the server checks. Each file also has its SHA-256 in a header, which
/// Amazon S3 stores.
/// </remarks>
internal sealed class S3Bucket : IDisposable
{
    /// <summary>The metadata key by which a writer recognizes its own object after the response to its request was lost.</summary>
    private const string WriterKey = "acstats-writer";

    // Without s3:ListBucket, a server reports a missing object as forbidden.
    private const string ReadPermission = "s3:GetObject and s3:ListBucket";

    private const string DefaultRegion = "us-east-1";

    private static readonly string[] EndpointVariables = ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"];

    private readonly S3Connections _connections;
    private readonly AmazonS3Client _client;
    private readonly string _server;

    /// <summary>Prepares the client; sends no request yet.</summary>
    /// <param name="address">The address.</param>
    /// <param name="options">How to reach it.</param>
    /// <param name="time">The clock of this machine.</param>
    /// <exception cref="ExportRequestException">The endpoint is not valid.</exception>
    /// <exception cref="OutputException">There is no region, or there are no credentials.</exception>
    public S3Bucket(S3Address address, S3Options options, TimeProvider time)
    {
        Address = address;
        Options = options with { Endpoint = options.Endpoint ?? EndpointOfEnvironment() };
        Clock = new ServerClock(time);
        ThrowIfNoServer(Options.Endpoint);
        _server = Options.Endpoint is { } endpoint ? $"the server {endpoint.Authority}" : "the server of the region";
        _connections = new S3Connections(options.Timeout, Clock);
        try
        {
            _client = new AmazonS3Client(ConfigurationOf(Options, _connections));
        }
        catch (Exception exception) when (S3Errors.IsStorageError(exception, isCanceled: false))
        {
            _connections.Dispose();
            throw exception.Message.Contains("Region", StringComparison.Ordinal)
                ? new OutputException($"'{address}' cannot be reached: the region of the bucket is not known. Name it, or set AWS_REGION.")
                : S3Errors.Translate(exception, new S3Task(address, "", "reached", ""), _server);
        }
    }

    /// <summary>The address.</summary>
    public S3Address Address { get; }

    /// <summary>How to reach it.</summary>
    public S3Options Options { get; }

    /// <summary>The server's time.</summary>
    public ServerClock Clock { get; }

    /// <summary>A warning that the connection is not encrypted, and what to do about it; null if it is encrypted.</summary>
    public string? TransportRisk
        => Options.Endpoint is { IsLoopback: false } endpoint && endpoint.Scheme == Uri.UriSchemeHttp
            ? $"The connection to {_server} is not encrypted: others on the network can read what is exported. Name an endpoint with https."
            : null;

    /// <summary>Writes a small object.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The whole content.</param>
    /// <param name="condition">The condition under which the server writes the object.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The ETag of the new object; null if the condition does not hold and nothing was written.</returns>
    /// <exception cref="OutputException">The server refuses, or cannot be reached.</exception>
    public async Task<string?> PutAsync(string name, ReadOnlyMemory<byte> content, S3Condition condition, CancellationToken cancellationToken)
    {
        var writer = NewWriter();
        using var body = new MemoryStream(content.ToArray(), writable: false);
        var request = new PutObjectRequest
        {
            BucketName = Address.Bucket,
            Key = Address.KeyOf(name),
            InputStream = body,
            AutoCloseStream = false,
            UseChunkEncoding = false,
            ContentType = ContentTypeOf(name),
            ChecksumSHA256 = Convert.ToBase64String(SHA256.HashData(content.Span)),
            IfNoneMatch = Options.IsConditional ? condition.IfNoneMatch : null,
            IfMatch = Options.IsConditional ? condition.IfMatch : null,
        };
        request.Metadata.Add(WriterKey, writer);
        var answer = await CallAsync(Writing(name), () => _client.PutObjectAsync(request, cancellationToken), IsOvertaken, cancellationToken).ConfigureAwait(false);
        return answer is null ? (await FindWrittenAsync(name, writer, cancellationToken).ConfigureAwait(false))?.ETag : answer.ETag;
    }

    /// <summary>Opens an object for reading.</summary>
    /// <returns>Its content and properties; null if there is none.</returns>
    /// <exception cref="OutputException">The server refuses, or cannot be reached.</exception>
    public async Task<(Stream Content, S3Object Object)?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        // Asks for a range of bytes. For a whole object the client would compare the ETag with the MD5, and on some servers they differ.
        var request = new GetObjectRequest { BucketName = Address.Bucket, Key = Address.KeyOf(name), ByteRange = new ByteRange("bytes=0-") };
        var isEmpty = false;
        var answer = await CallAsync(
            Task(name, "read", ReadPermission),
            () => _client.GetObjectAsync(request, cancellationToken),
            refusal => (isEmpty = refusal.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) || IsMissing(refusal),
            cancellationToken).ConfigureAwait(false);
        return answer is not null ? (answer.ResponseStream, new S3Object(name, answer.ETag, answer.ContentLength))
            : isEmpty && (await ListAsync(name, cancellationToken).ConfigureAwait(false)).FirstOrDefault(found => found.Name == name) is { } empty ? (Stream.Null, empty)
            : null;
    }

    /// <summary>Reads a small object.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="maximumBytes">Its maximum size.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Its content and properties; null if there is none.</returns>
    /// <exception cref="OutputException">The server refuses, cannot be reached, or the object is larger.</exception>
    public async Task<(byte[] Content, S3Object Object)?> ReadAsync(string name, int maximumBytes, CancellationToken cancellationToken)
    {
        if (await OpenReadAsync(name, cancellationToken).ConfigureAwait(false) is not var (stream, found))
        {
            return null;
        }

        await using (stream.ConfigureAwait(false))
        {
            if (found.Bytes > maximumBytes)
            {
                throw new OutputException($"'{Address.Of(name)}' cannot be read: it has {found.Bytes} bytes, and the maximum is {maximumBytes}. Remove it.");
            }

            var content = new byte[found.Bytes];
            await CallAsync(
                Task(name, "read", ReadPermission),
                async () =>
                {
                    await stream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
                    return content;
                },
                _ => false,
                cancellationToken).ConfigureAwait(false);
            return (content, found);
        }
    }

    /// <summary>Deletes an object. It is not a failure if the object is missing.</summary>
    /// <param name="seen">The object as last seen.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether no object has the name now; false if another object took its place.</returns>
    /// <exception cref="OutputException">The server refuses, or cannot be reached.</exception>
    public async Task<bool> DeleteAsync(S3Object seen, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectRequest { BucketName = Address.Bucket, Key = Address.KeyOf(seen.Name), IfMatch = Options.IsConditional ? seen.ETag : null };
        var isOvertaken = false;
        await CallAsync(
            Task(seen.Name, "deleted", "s3:DeleteObject"),
            () => _client.DeleteObjectAsync(request, cancellationToken),
            refusal => IsMissing(refusal) || (isOvertaken = IsOvertaken(refusal)),
            cancellationToken).ConfigureAwait(false);
        return !isOvertaken;
    }

    /// <summary>Lists the objects whose names begin with a text.</summary>
    /// <exception cref="OutputException">The server refuses, or cannot be reached.</exception>
    public async Task<IReadOnlyList<S3Object>> ListAsync(string beginning, CancellationToken cancellationToken)
    {
        var found = new List<S3Object>();
        var request = new ListObjectsV2Request { BucketName = Address.Bucket, Prefix = Address.KeyOf(beginning) };
        do
        {
            var page = await CallAsync(
                Task("", "listed", "s3:ListBucket"), () => _client.ListObjectsV2Async(request, cancellationToken), _ => false, cancellationToken).ConfigureAwait(false);
            found.AddRange((page!.S3Objects ?? []).Select(each => new S3Object(Address.NameOf(each.Key), each.ETag, each.Size ?? 0)));
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
        return found;
    }

    /// <summary>Begins an upload in parts.</summary>
    /// <exception cref="OutputException">The server refuses, or cannot be reached.</exception>
    public async Task<S3UploadId> BeginUploadAsync(string name, CancellationToken cancellationToken)
    {
        var writer = NewWriter();
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = Address.Bucket,
            Key = Address.KeyOf(name),
            ContentType = ContentTypeOf(name),
            ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
        };
        request.Metadata.Add(WriterKey, writer);
        var answer = await CallAsync(Writing(name), () => _client.InitiateMultipartUploadAsync(request, cancellationToken), _ => false, cancellationToken).ConfigureAwait(false);
        return new S3UploadId(name, answer!.UploadId, writer);
    }

    /// <summary>Uploads a part.</summary>
    /// <exception cref="OutputException">The server refuses, or cannot be reached.</exception>
    public async Task<PartETag> UploadPartAsync(S3UploadId upload, int number, ArraySegment<byte> content, CancellationToken cancellationToken)
    {
        var checksum = Convert.ToBase64String(SHA256.HashData(content));
        using var body = new MemoryStream(content.Array!, content.Offset, content.Count, writable: false);
        var request = new UploadPartRequest
        {
            BucketName = Address.Bucket,
            Key = Address.KeyOf(upload.Name),
            UploadId = upload.Id,
            PartNumber = number,
            InputStream = body,
            UseChunkEncoding = false,
            ChecksumSHA256 = checksum,
        };
        var answer = await CallAsync(Writing(upload.Name), () => _client.UploadPartAsync(request, cancellationToken), _ => false, cancellationToken).ConfigureAwait(false);
        return new PartETag { PartNumber = number, ETag = answer!.ETag, ChecksumSHA256 = checksum };
    }

    /// <summary>Completes an upload: makes an object of its parts.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="parts">Its parts, in order.</param>
    /// <param name="bytes">The number of bytes in all parts together.</param>
    /// <param name="condition">The condition under which the server writes the object.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The object; null if the condition does not hold and nothing was written.</returns>
    /// <exception cref="OutputException">The server refuses, cannot be reached, or stored another size.</exception>
    public async Task<S3Object?> CompleteUploadAsync(
        S3UploadId upload, IEnumerable<PartETag> parts, long bytes, S3Condition condition, CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = Address.Bucket,
            Key = Address.KeyOf(upload.Name),
            UploadId = upload.Id,
            PartETags = [.. parts],
            MpuObjectSize = bytes,
            IfNoneMatch = Options.IsConditional ? condition.IfNoneMatch : null,
            IfMatch = Options.IsConditional ? condition.IfMatch : null,
        };
        AmazonServiceException? gone = null;
        await CallAsync(
            Writing(upload.Name),
            () => _client.CompleteMultipartUploadAsync(request, cancellationToken),
            refusal => IsOvertaken(refusal) || (refusal.ErrorCode == "NoSuchUpload" && (gone = refusal) is not null),
            cancellationToken).ConfigureAwait(false);
        var written = await FindWrittenAsync(upload.Name, upload.Writer, cancellationToken).ConfigureAwait(false);
        return written is null && gone is not null
            ? throw S3Errors.Translate(gone, Writing(upload.Name), _server)
            : written is not null && written.Bytes != bytes
                ? throw new OutputException($"'{Address.Of(upload.Name)}' is not what was sent: {bytes} bytes were sent, and {written.Bytes} are there. Do not use it, and report it to the operator of the server.")
                : written;
    }

    /// <summary>Aborts an upload, which frees the storage of its parts. It is not a failure if the upload is missing.</summary>
    /// <exception cref="OutputException">The server refuses, or cannot be reached.</exception>
    public Task AbortUploadAsync(string name, string uploadId, CancellationToken cancellationToken)
    {
        var request = new AbortMultipartUploadRequest { BucketName = Address.Bucket, Key = Address.KeyOf(name), UploadId = uploadId };
        return CallAsync(
            Task(name, "given up", "s3:AbortMultipartUpload"),
            () => _client.AbortMultipartUploadAsync(request, cancellationToken),
            IsMissing,
            cancellationToken);
    }

    /// <summary>Lists the incomplete uploads to names that begin with the given text.</summary>
    /// <exception cref="OutputException">The server refuses, or cannot be reached.</exception>
    public async Task<IReadOnlyList<(string Name, string Id)>> ListUploadsAsync(string beginning, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        var request = new ListMultipartUploadsRequest { BucketName = Address.Bucket, Prefix = Address.KeyOf(beginning) };
        bool isTruncated;
        do
        {
            var page = await CallAsync(
                Task("", "listed", "s3:ListBucketMultipartUploads"),
                () => _client.ListMultipartUploadsAsync(request, cancellationToken),
                _ => false,
                cancellationToken).ConfigureAwait(false);
            found.AddRange((page!.MultipartUploads ?? []).Select(each => (Address.NameOf(each.Key), each.UploadId)));
            isTruncated = page.IsTruncated == true;
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (isTruncated);
        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _connections.Dispose();
    }

    private static AmazonS3Config ConfigurationOf(S3Options options, S3Connections connections)
    {
        var configuration = new AmazonS3Config
        {
            MaxErrorRetry = options.Retries,
            RetryMode = RequestRetryMode.Standard,
            HttpClientFactory = connections,
            ForcePathStyle = options.PathStyle ?? options.Endpoint is not null,
            // Each body already has a checksum. The client's own checksum would use an encoding that not every server supports.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            configuration.ServiceURL = endpoint.AbsoluteUri;
            configuration.AuthenticationRegion = options.Region ?? DefaultRegion;
        }
        else if (options.Region is { } region)
        {
            configuration.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);
        }

        return configuration;
    }

    /// <summary>The server that the environment configures for S3, as other tools read it; null for Amazon's.</summary>
    /// <remarks>Read here and not by the client, because the warning about encryption and the form of URLs depend on it.</remarks>
    private static Uri? EndpointOfEnvironment()
        => EndpointVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) is { } named
            && !string.Equals(Environment.GetEnvironmentVariable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), "true", StringComparison.OrdinalIgnoreCase)
                ? new Uri(named, UriKind.RelativeOrAbsolute)
                : null;

    private static void ThrowIfNoServer(Uri? endpoint)
    {
        if (endpoint is not null
            && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https" && endpoint.UserInfo.Length == 0 && endpoint.PathAndQuery == "/" && endpoint.Fragment.Length == 0))
        {
            // The endpoint is not shown, because it may contain a user name and a password.
            throw new ExportRequestException(
                "The endpoint is not the address of a server. Write it as in https://storage.example.com:9000, without bucket, path or credentials.");
        }
    }

    private static string ContentTypeOf(string name)
        => name.EndsWith(".json", StringComparison.Ordinal) ? "application/json" : "application/octet-stream";

    private static string NewWriter() => Guid.NewGuid().ToString("N");

    /// <summary>Whether the condition of a request failed, or another request is changing the same object.</summary>
    private static bool IsOvertaken(AmazonServiceException refusal)
        => refusal.StatusCode == HttpStatusCode.PreconditionFailed || refusal.ErrorCode is "ConditionalRequestConflict" or "NoSuchKey";

    private static bool IsMissing(AmazonServiceException refusal)
        => refusal.StatusCode == HttpStatusCode.NotFound && refusal.ErrorCode != "NoSuchBucket";

    /// <summary>The object that an earlier attempt of this request wrote before its response was lost; null if another writer wrote it.</summary>
    private async Task<S3Object?> FindWrittenAsync(string name, string writer, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = Address.Bucket, Key = Address.KeyOf(name) };
        var answer = await CallAsync(
            Task(name, "read", ReadPermission), () => _client.GetObjectMetadataAsync(request, cancellationToken), IsMissing, cancellationToken).ConfigureAwait(false);
        return answer?.Metadata[WriterKey] == writer ? new S3Object(name, answer.ETag, answer.ContentLength) : null;
    }

    /// <summary>Sends a request.</summary>
    /// <returns>The response; null if it is a refusal that the caller expects.</returns>
    private async Task<T?> CallAsync<T>(
        S3Task task, Func<Task<T>> call, Func<AmazonServiceException, bool> isReckonedWith, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (AmazonServiceException refusal) when (isReckonedWith(refusal))
        {
            return null;
        }
        catch (Exception exception) when (S3Errors.IsStorageError(exception, cancellationToken.IsCancellationRequested))
        {
            throw S3Errors.Translate(exception, task, _server);
        }
    }

    private S3Task Writing(string name) => Task(name, "written", "s3:PutObject");

    private S3Task Task(string name, string participle, string permission) => new(Address, name, participle, permission);
}

/// <summary>An incomplete upload in parts.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Id">The server's id of the upload.</param>
/// <param name="Writer">Identifies the writer in the metadata of the object.</param>
internal sealed record S3UploadId(string Name, string Id, string Writer);
