using System.Security.Cryptography;
using System.Text;

namespace AccountCommStats.Testing.ObjectStorage;

/// <summary>An object that the server stores.</summary>
/// <param name="Parts">Its bytes, as they were uploaded.</param>
/// <param name="ETag">The ETag of its content, with quotes.</param>
/// <param name="Modified">When it was written.</param>
/// <param name="Metadata">Headers that the server returns with the object.</param>
public sealed record S3StoredObject(IReadOnlyList<S3Body> Parts, string ETag, DateTimeOffset Modified, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Its size in bytes.</summary>
    public long Bytes => Parts.Sum(part => part.Length);

    /// <summary>A copy of its bytes.</summary>
    public byte[] Content
    {
        get
        {
            using var content = new MemoryStream((int)Bytes);
            foreach (var part in Parts)
            {
                content.Write(part.Content);
            }

            return content.ToArray();
        }
    }
}

/// <summary>The body of a request.</summary>
/// <param name="Content">Its bytes; empty if the server does not keep them.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Hash">The SHA-256 of the bytes.</param>
public sealed record S3Body(byte[] Content, long Length, byte[] Hash)
{
    /// <summary>The ETag of the body as an object or a part. Clients must not take it for a hash of a known kind.</summary>
    public string ETag => $"\"{Convert.ToHexStringLower(Hash.AsSpan(0, 16))}\"";

    /// <summary>A body of these bytes.</summary>
    public static S3Body Of(byte[] content) => new(content, content.Length, SHA256.HashData(content));
}

/// <summary>A part of an upload that is not completed.</summary>
internal sealed record S3StoredPart(S3Body Body, string? Sha256);

/// <summary>An upload that is not completed.</summary>
internal sealed record S3StoredUpload(string Key, string Id, bool HasChecksums, IReadOnlyDictionary<string, string> Metadata)
{
    public SortedDictionary<int, S3StoredPart> Parts { get; } = [];
}

/// <summary>The objects and uploads of one bucket.</summary>
internal sealed class S3Store(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, S3StoredObject> _objects = new(StringComparer.Ordinal);
    private readonly List<S3StoredUpload> _uploads = [];
    private int _ids;

    public bool HonorsConditions { get; set; } = true;

    public IReadOnlyList<KeyValuePair<string, S3StoredObject>> Objects
    {
        get
        {
            lock (_lock)
            {
                return [.. _objects];
            }
        }
    }

    public IReadOnlyList<S3StoredUpload> Uploads
    {
        get
        {
            lock (_lock)
            {
                return [.. _uploads];
            }
        }
    }

    public S3StoredObject Find(string key)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault(key) ?? throw new S3Refusal(404, "NoSuchKey");
        }
    }

    public S3StoredObject Put(string key, S3Body body, IReadOnlyDictionary<string, string> metadata, string? ifNoneMatch = null, string? ifMatch = null)
    {
        lock (_lock)
        {
            ThrowUnlessHolds(key, ifNoneMatch, ifMatch);
            return _objects[key] = new S3StoredObject([body], body.ETag, time.GetUtcNow(), metadata);
        }
    }

    public void Delete(string key, string? ifMatch = null)
    {
        lock (_lock)
        {
            ThrowUnlessHolds(key, ifNoneMatch: null, ifMatch);
            _objects.Remove(key);
        }
    }

    public string Begin(string key, bool hasChecksums, IReadOnlyDictionary<string, string> metadata)
    {
        lock (_lock)
        {
            var upload = new S3StoredUpload(key, $"upload-{++_ids:D4}", hasChecksums, metadata);
            _uploads.Add(upload);
            return upload.Id;
        }
    }

    public string PutPart(string key, string id, int number, S3Body body, string? sha256)
    {
        lock (_lock)
        {
            Upload(key, id).Parts[number] = new S3StoredPart(body, sha256);
            return body.ETag;
        }
    }

    public S3StoredObject Complete(
        string key, string id, IReadOnlyList<(int Number, string ETag, string? Sha256)> parts, long? bytes, string? ifNoneMatch, string? ifMatch)
    {
        lock (_lock)
        {
            var upload = Upload(key, id);
            if (parts.Count == 0 || !parts.Select(part => part.Number).SequenceEqual(parts.Select(part => part.Number).Order().Distinct()))
            {
                throw new S3Refusal(400, "InvalidPartOrder");
            }

            foreach (var (number, tag, sha256) in parts)
            {
                if (!upload.Parts.TryGetValue(number, out var stored) || stored.Body.ETag != tag || (upload.HasChecksums && (stored.Sha256 is null || stored.Sha256 != sha256)))
                {
                    throw new S3Refusal(400, "InvalidPart");
                }
            }

            ThrowUnlessHolds(key, ifNoneMatch, ifMatch);
            var tagOfAll = $"{S3Body.Of(Encoding.ASCII.GetBytes(string.Concat(parts.Select(part => part.ETag)))).ETag[..^1]}-{parts.Count}\"";
            var whole = new S3StoredObject([.. parts.Select(part => upload.Parts[part.Number].Body)], tagOfAll, time.GetUtcNow(), upload.Metadata);
            if (bytes is { } expected && expected != whole.Bytes)
            {
                throw new S3Refusal(400, "InvalidRequest");
            }

            _uploads.Remove(upload);
            return _objects[key] = whole;
        }
    }

    public void Abort(string key, string id)
    {
        lock (_lock)
        {
            _uploads.Remove(Upload(key, id));
        }
    }

    private S3StoredUpload Upload(string key, string id)
        => _uploads.Find(upload => upload.Key == key && upload.Id == id) ?? throw new S3Refusal(404, "NoSuchUpload");

    private void ThrowUnlessHolds(string key, string? ifNoneMatch, string? ifMatch)
    {
        var there = _objects.GetValueOrDefault(key);
        if (!HonorsConditions || (ifNoneMatch is null && ifMatch is null))
        {
            return;
        }

        if (ifNoneMatch is not null && (ifNoneMatch != "*" || ifMatch is not null))
        {
            throw new S3Refusal(501, "NotImplemented");
        }

        if (ifMatch is not null && there is null)
        {
            throw new S3Refusal(404, "NoSuchKey");
        }

        if (ifNoneMatch is not null ? there is not null : there!.ETag != ifMatch)
        {
            throw new S3Refusal(412, "PreconditionFailed");
        }
    }
}
