namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>How a bucket is reached. Credentials are no part of it: they come from the environment, profiles and roles, as for other tools.</summary>
internal sealed record S3Options
{
    /// <summary>Bytes of the first parts of an upload.</summary>
    public const int DefaultPartBytes = 8 * 1024 * 1024;

    /// <summary>The server, such as <c>https://storage.example.com</c>; null for what the environment says, which by default is Amazon S3.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The bucket's region; null for what the environment says, and with an endpoint <c>us-east-1</c>.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the bucket is in the path of URLs rather than in their host name; null for yes where there is an endpoint.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>
    /// Whether writes depend on what is there, so that two exporters of the same files do not mix them up. Without, for servers that cannot do that,
    /// somebody else must see to it that there is one.
    /// </summary>
    public bool IsConditional { get; init; } = true;

    /// <summary>How many times a request is tried again that failed in passing.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>How long a request may take, with all that it sends.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of the first parts of an upload. Later parts are larger, so that their number suffices.</summary>
    public int PartBytes { get; init; } = DefaultPartBytes;
}
