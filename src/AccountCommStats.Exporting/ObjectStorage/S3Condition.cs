namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>What must hold of the object that has a key, so that a server lets another take its place.</summary>
/// <param name="ETag">The object that must be there; null if there must be none.</param>
internal sealed record S3Condition(string? ETag)
{
    /// <summary>There is no object.</summary>
    public static S3Condition IsAbsent { get; } = new((string?)null);

    /// <summary>The object that was seen is still there, or still none.</summary>
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
