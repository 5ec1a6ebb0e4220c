using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccountCommStats.Testing.ObjectStorage;

/// <summary>
/// An S3 server with one path-style bucket. It supports objects, multipart uploads, listings, conditions and checksums, refuses
/// everything else, and fails where a test wants it to.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>The bucket.</summary>
    public const string Bucket = "deliveries";

    /// <summary>The access key that is accepted by default.</summary>
    public const string AccessKey = "AKIDACSTATSTESTS";

    /// <summary>A secret key for this access key. The server does not check signatures.</summary>
    public const string SecretKey = "not-a-secret-but-to-be-kept-as-one";

    private const string MetadataPrefix = "x-amz-meta-";
    private const int BufferBytes = 64 * 1024;
    private static readonly XNamespace Names = "http://s3.amazonaws.com/doc/2006-03-01/";

    private readonly WebApplication _application;
    private readonly S3Store _store;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<S3Call> _calls = [];

    private S3Server(WebApplication application, TimeProvider time)
    {
        _application = application;
        _time = time;
        _store = new S3Store(time);
    }

    /// <summary>Its address.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>The access key that it accepts.</summary>
    public string AcceptedKey { get; set; } = AccessKey;

    /// <summary>Whether it honors <c>If-None-Match</c> and <c>If-Match</c>.</summary>
    public bool HonorsConditions
    {
        get => _store.HonorsConditions;
        set => _store.HonorsConditions = value;
    }

    /// <summary>The maximum number of entries on one page of a listing.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>
    /// Decides whether and how a request fails. The server awaits the returned task before it handles the request. If there is no
    /// interceptor, or the task yields null, the request is handled normally.
    /// </summary>
    public Func<S3Call, Task<S3Fault?>>? Interceptor { get; set; }

    /// <summary>
    /// Whether the server keeps the bytes of parts. If not, it checks the bytes and keeps only their number and hash, so that a
    /// benchmark does not measure the server's memory.
    /// </summary>
    public bool KeepsParts { get; set; } = true;

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<S3Call> Calls => [.. _calls];

    /// <summary>The objects, by their keys.</summary>
    public IReadOnlyDictionary<string, S3StoredObject> Objects => _store.Objects.ToDictionary();

    /// <summary>The keys of the uploads that are not completed.</summary>
    public IReadOnlyList<string> Uploads => [.. _store.Uploads.Select(upload => upload.Key)];

    /// <summary>Starts a server.</summary>
    /// <param name="time">Its clock.</param>
    public static async Task<S3Server> StartAsync(TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
        });
        var server = new S3Server(builder.Build(), time ?? TimeProvider.System);
        server._application.Run(server.AnswerAsync);
        await server._application.StartAsync();
        server.Endpoint = new Uri(server._application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return server;
    }

    /// <summary>Writes an object as another client would, without a request.</summary>
    public void Put(string key, byte[] content) => _store.Put(key, S3Body.Of(content), new Dictionary<string, string>());

    /// <summary>Begins an upload as another client would, and abandons it.</summary>
    public void Begin(string key) => _store.Begin(key, hasChecksums: false, new Dictionary<string, string>());

    /// <summary>Aborts all uploads, as a rule of the bucket may.</summary>
    public void AbortAll()
    {
        foreach (var upload in _store.Uploads)
        {
            _store.Abort(upload.Key, upload.Id);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Stops without waiting for requests that a test holds back.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private static S3Call CallOf(HttpRequest request, string key)
    {
        var query = request.Query;
        var operation = (request.Method, key.Length > 0) switch
        {
            ("GET", false) when query.ContainsKey("uploads") => "ListMultipartUploads",
            ("GET", false) when query["list-type"] == "2" => "ListObjectsV2",
            ("GET", true) when query.Count == 0 || query.ContainsKey("x-id") => "GetObject",
            ("HEAD", true) => "HeadObject",
            ("PUT", true) when query.ContainsKey("uploadId") => "UploadPart",
            ("PUT", true) => "PutObject",
            ("POST", true) when query.ContainsKey("uploads") => "CreateMultipartUpload",
            ("POST", true) when query.ContainsKey("uploadId") => "CompleteMultipartUpload",
            ("DELETE", true) when query.ContainsKey("uploadId") => "AbortMultipartUpload",
            ("DELETE", true) => "DeleteObject",
            _ => throw new S3Refusal(501, "NotImplemented"),
        };
        return new S3Call(operation, key, int.TryParse(query["partNumber"], CultureInfo.InvariantCulture, out var part) ? part : null);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.Date = _time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        try
        {
            var path = Uri.UnescapeDataString(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0]).TrimStart('/');
            var (bucket, key) = path.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? (path[..slash], path[(slash + 1)..]) : (path, "");
            var call = CallOf(context.Request, key);
            _calls.Enqueue(call);
            var fault = Interceptor is { } intercept ? await intercept(call) : null;
            if (fault == S3Fault.CutMidBody)
            {
                await context.Request.Body.ReadAtLeastAsync(new byte[context.Request.ContentLength / 2 ?? 0], (int)(context.Request.ContentLength / 2 ?? 0), throwOnEndOfStream: false);
                context.Abort();
                return;
            }

            var body = await ReadBodyAsync(context.Request, isKept: KeepsParts || call.Part is null, isDamaged: fault == S3Fault.Damage);
            Authorize(context.Request);
            if (fault is { Status: > 0 })
            {
                throw new S3Refusal(fault.Status, fault.Code);
            }

            if (bucket != Bucket)
            {
                throw new S3Refusal(404, "NoSuchBucket");
            }

            CheckBody(context.Request, body);
            byte[] answer;
            try
            {
                answer = Do(call, context.Request, context.Response, body);
            }
            finally
            {
                if (fault == S3Fault.LoseAnswer)
                {
                    context.Abort();
                }
            }

            context.Response.ContentLength ??= answer.Length;
            if (call.Operation != "HeadObject")
            {
                await context.Response.Body.WriteAsync(answer);
            }
        }
        catch (S3Refusal refusal)
        {
            context.Response.StatusCode = refusal.Status;
            // Repeats secrets in the message, as real servers do.
            if (context.Request.Method != "HEAD")
            {
                await context.Response.Body.WriteAsync(
                    ToXml(new XElement("Error", new XElement("Code", refusal.Code), new XElement("Message", $"{context.Request.Headers.Authorization} {SecretKey}"))));
            }
        }
    }

    private static async Task<S3Body> ReadBodyAsync(HttpRequest request, bool isKept, bool isDamaged)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var content = new MemoryStream(isKept ? (int)(request.ContentLength ?? 0) : 0);
        var length = 0L;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        for (int count; (count = await request.Body.ReadAsync(buffer)) > 0; length += count)
        {
            buffer[0] ^= (byte)(isDamaged && length == 0 ? 1 : 0);
            hash.AppendData(buffer, 0, count);
            content.Write(buffer, 0, isKept ? count : 0);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return new S3Body(content.ToArray(), length, hash.GetHashAndReset());
    }

    private void Authorize(HttpRequest request)
    {
        if (!request.Headers.Authorization.ToString().StartsWith($"AWS4-HMAC-SHA256 Credential={AcceptedKey}/", StringComparison.Ordinal))
        {
            throw new S3Refusal(403, "InvalidAccessKeyId");
        }
    }

    /// <summary>Compares the body with each checksum of the request, and refuses unknown kinds of checksums.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "The header Content-MD5 is defined so.")]
    private static void CheckBody(HttpRequest request, S3Body body)
    {
        var signed = request.Headers["x-amz-content-sha256"].ToString();
        if (signed.StartsWith("STREAMING-", StringComparison.Ordinal)
            || request.Headers.Keys.Any(name => name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase)
                && !name.EndsWith("-sha256", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("-algorithm", StringComparison.OrdinalIgnoreCase)))
        {
            throw new S3Refusal(501, "NotImplemented");
        }

        if (signed != "UNSIGNED-PAYLOAD" && signed != Convert.ToHexStringLower(body.Hash))
        {
            throw new S3Refusal(400, "XAmzContentSHA256Mismatch");
        }

        if ((request.Headers["x-amz-checksum-sha256"].ToString() is { Length: > 0 } sha256 && sha256 != Convert.ToBase64String(body.Hash))
            || (request.Headers.ContentMD5.ToString() is { Length: > 0 } md5 && md5 != Convert.ToBase64String(MD5.HashData(body.Content))))
        {
            throw new S3Refusal(400, "BadDigest");
        }
    }

    private byte[] Do(S3Call call, HttpRequest request, HttpResponse response, S3Body body)
    {
        var ifNoneMatch = HeaderOf(request, "If-None-Match");
        var ifMatch = HeaderOf(request, "If-Match");
        var upload = request.Query["uploadId"].ToString();
        switch (call.Operation)
        {
            case "PutObject":
                response.Headers.ETag = _store.Put(call.Key, body, MetadataOf(request), ifNoneMatch, ifMatch).ETag;
                return [];
            case "GetObject" or "HeadObject":
                var found = _store.Find(call.Key);
                response.Headers.ETag = found.ETag;
                response.Headers.LastModified = found.Modified.ToString("r", CultureInfo.InvariantCulture);
                foreach (var (name, value) in found.Metadata)
                {
                    response.Headers[name] = value;
                }

                if (HeaderOf(request, "Range") is { } range)
                {
                    response.StatusCode = (range, found.Bytes) switch
                    {
                        ("bytes=0-", > 0) => StatusCodes.Status206PartialContent,
                        ("bytes=0-", _) => throw new S3Refusal(416, "InvalidRange"),
                        _ => throw new S3Refusal(501, "NotImplemented"),
                    };
                }

                if (call.Operation == "GetObject")
                {
                    return found.Content;
                }

                response.ContentLength = found.Bytes;
                return [];
            case "DeleteObject":
                _store.Delete(call.Key, ifMatch);
                response.StatusCode = StatusCodes.Status204NoContent;
                return [];
            case "CreateMultipartUpload":
                var id = _store.Begin(call.Key, HeaderOf(request, "x-amz-checksum-algorithm") == "SHA256", MetadataOf(request));
                return ToXml(new XElement(Names + "InitiateMultipartUploadResult", new XElement(Names + "UploadId", id)));
            case "UploadPart":
                response.Headers.ETag = _store.PutPart(call.Key, upload, call.Part!.Value, body, HeaderOf(request, "x-amz-checksum-sha256"));
                return [];
            case "CompleteMultipartUpload":
                var whole = _store.Complete(
                    call.Key, upload, PartsOf(body.Content), long.TryParse(HeaderOf(request, "x-amz-mp-object-size"), CultureInfo.InvariantCulture, out var bytes) ? bytes : null, ifNoneMatch, ifMatch);
                return ToXml(new XElement(Names + "CompleteMultipartUploadResult", new XElement(Names + "ETag", whole.ETag)));
            case "AbortMultipartUpload":
                _store.Abort(call.Key, upload);
                response.StatusCode = StatusCodes.Status204NoContent;
                return [];
            case "ListObjectsV2":
                return ListObjects(request.Query);
            default:
                return ListUploads(request.Query);
        }
    }

    private byte[] ListObjects(IQueryCollection query)
    {
        var after = query["continuation-token"].ToString();
        var found = _store.Objects
            .Where(each => each.Key.StartsWith(query["prefix"].ToString(), StringComparison.Ordinal) && string.CompareOrdinal(each.Key, after) > 0)
            .ToList();
        var page = found.Take(PageSize).ToList();
        return ToXml(new XElement(
            Names + "ListBucketResult",
            new XElement(Names + "IsTruncated", page.Count < found.Count),
            page.Count < found.Count ? new XElement(Names + "NextContinuationToken", page[^1].Key) : null,
            page.Select(each => new XElement(
                Names + "Contents",
                new XElement(Names + "Key", Encode(query, each.Key)),
                new XElement(Names + "ETag", each.Value.ETag),
                new XElement(Names + "LastModified", each.Value.Modified.UtcDateTime),
                new XElement(Names + "Size", each.Value.Bytes))),
            EncodingOf(query)));
    }

    private byte[] ListUploads(IQueryCollection query)
    {
        var (afterKey, afterId) = (query["key-marker"].ToString(), query["upload-id-marker"].ToString());
        var found = _store.Uploads
            .Where(each => each.Key.StartsWith(query["prefix"].ToString(), StringComparison.Ordinal))
            .OrderBy(each => each.Key, StringComparer.Ordinal).ThenBy(each => each.Id, StringComparer.Ordinal)
            .Where(each => string.CompareOrdinal(each.Key, afterKey) is > 0 || (each.Key == afterKey && string.CompareOrdinal(each.Id, afterId) > 0))
            .ToList();
        var page = found.Take(PageSize).ToList();
        return ToXml(new XElement(
            Names + "ListMultipartUploadsResult",
            new XElement(Names + "IsTruncated", page.Count < found.Count),
            page.Count < found.Count ? new XElement(Names + "NextKeyMarker", Encode(query, page[^1].Key)) : null,
            page.Count < found.Count ? new XElement(Names + "NextUploadIdMarker", page[^1].Id) : null,
            page.Select(each => new XElement(Names + "Upload", new XElement(Names + "Key", Encode(query, each.Key)), new XElement(Names + "UploadId", each.Id))),
            EncodingOf(query)));
    }

    private static string Encode(IQueryCollection query, string key) => query["encoding-type"] == "url" ? Uri.EscapeDataString(key) : key;

    private static XElement? EncodingOf(IQueryCollection query) => query["encoding-type"] == "url" ? new XElement(Names + "EncodingType", "url") : null;

    private static List<(int Number, string ETag, string? Sha256)> PartsOf(byte[] body)
        => [.. XDocument.Load(new MemoryStream(body)).Root!.Elements().Where(each => each.Name.LocalName == "Part").Select(part =>
        {
            string? Value(string name) => part.Elements().FirstOrDefault(each => each.Name.LocalName == name)?.Value;
            return (int.Parse(Value("PartNumber")!, CultureInfo.InvariantCulture), Value("ETag")!, Value("ChecksumSHA256"));
        })];

    private static string? HeaderOf(HttpRequest request, string name) => request.Headers[name].ToString() is { Length: > 0 } value ? value : null;

    private static Dictionary<string, string> MetadataOf(HttpRequest request)
        => request.Headers.Where(header => header.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase)).ToDictionary(header => header.Key, header => header.Value.ToString());

    private static byte[] ToXml(XElement root)
    {
        var stream = new MemoryStream();
        new XDocument(root).Save(stream);
        return stream.ToArray();
    }
}
