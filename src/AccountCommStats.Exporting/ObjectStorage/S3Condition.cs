namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>The condition under which a server accepts an object under a key.</summary>
/// <param name="ETag">The ETag of the object that must exist; null if none may exist.</param>
internal sealed record S3Condition(string? ETag)
{
    /// <summary>The condition that no object exists.</summary>
    public static S3Condition IsAbsent { get; } = new((string?)null);

    /// <summary>The condition that the object is unchanged since it was seen, or still absent.</summary>
    public static S3Condition IsStill(S3Object? seen) => new(seen?.ETag);

    /// <summary>The header <c>If-None-Match</c>.</summary>
    public string? IfNoneMatch => ETag is null ? "*" : null;

    /// <summary>The header <c>If-Match</c>.</summary>
    public string? IfMatch => ETag;
}

/// <summary>An object as a server lists it.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="ETag">The server's ETag of this content, with its quotes.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record S3Object(string Name, string ETag, long Bytes);
