namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>How to reach a bucket. Credentials are not included: they come from the environment, profiles and roles, as for other tools.</summary>
internal sealed record S3Options
{
    /// <summary>The default size of the first parts of an upload, in bytes.</summary>
    public const int DefaultPartBytes = 8 * 1024 * 1024;

    /// <summary>
    /// The server, such as <c>https://storage.example.com</c>; null for the one that the environment configures, or else Amazon S3.
    /// </summary>
    public Uri? Endpoint { get; init; }

    /// <summary>
    /// The bucket's region. Null means <c>us-east-1</c> if there is an endpoint, and otherwise the region that the environment configures.
    /// </summary>
    public string? Region { get; init; }

    /// <summary>Whether URLs have the bucket in their path, and not in their host name; null means true if there is an endpoint.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>
    /// Whether writes are conditional, so two exporters cannot overwrite each other's files. False is for servers without
    /// conditional writes; the operator must then ensure that there is only one exporter.
    /// </summary>
    public bool IsConditional { get; init; } = true;

    /// <summary>How many times to retry a request after a transient failure.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>How long a request may take, including its upload.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of the first parts of an upload. Later parts are larger, to limit their number.</summary>
    public int PartBytes { get; init; } = DefaultPartBytes;
}
