using System.Text;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>A place in object storage, such as <c>s3://deliveries/crm/daily</c>.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">What the keys begin with, without a slash at either end; empty for the whole bucket.</param>
internal sealed record S3Address(string Bucket, string Prefix)
{
    private const string Scheme = "s3://";
    private const int MinimumBucketLength = 3;
    private const int MaximumBucketLength = 63;

    // A key has at most 1,024 bytes, and the longest name of a file needs 255 of them.
    private const int MaximumPrefixBytes = 700;

    private const string Form = "An address in object storage is written s3://BUCKET/PREFIX, such as s3://deliveries/crm/daily";

    /// <summary>Whether a text looks like an address in object storage.</summary>
    public static bool HasScheme(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an address.</summary>
    /// <exception cref="ExportRequestException">The text is not an address.</exception>
    public static S3Address Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw new ExportRequestException($"The output does not begin with '{Scheme}'. {Form}.");
        }

        var rest = text[Scheme.Length..];
        if (rest.Contains('@', StringComparison.Ordinal))
        {
            // The text is not shown, because it may contain a secret key.
            throw new ExportRequestException(
                $"The address of the output has an '@', as if it contained credentials, which anyone could see in a process list. {Form}; "
                + "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, or name a profile in AWS_PROFILE.");
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (bucket, prefix) = slash < 0 ? (rest, "") : (rest[..slash], rest[(slash + 1)..]);
        prefix = prefix.EndsWith('/') ? prefix[..^1] : prefix;
        return (FaultOfBucket(bucket) ?? FaultOfPrefix(prefix)) is { } fault
            ? throw new ExportRequestException($"'{text}' is not an output address: {fault}. {Form}.")
            : new S3Address(bucket, prefix);
    }

    /// <summary>The key of a file.</summary>
    /// <param name="name">The file's name; empty for the beginning of all keys.</param>
    public string KeyOf(string name) => Prefix.Length == 0 ? name : $"{Prefix}/{name}";

    /// <summary>The name of the file that has this key, which must be a key under this address.</summary>
    public string NameOf(string key) => key[KeyOf("").Length..];

    /// <summary>The address of the file with this name, for people.</summary>
    public string Of(string name) => $"{Scheme}{Bucket}/{KeyOf(name)}";

    /// <inheritdoc/>
    public override string ToString() => Prefix.Length == 0 ? Scheme + Bucket : Of("")[..^1];

    private static string? FaultOfBucket(string bucket)
        => bucket.Length is < MinimumBucketLength or > MaximumBucketLength
            ? $"the bucket's name '{bucket}' does not have {MinimumBucketLength} to {MaximumBucketLength} characters"
            : bucket.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('.' or '-' or '_'))
                ? $"the bucket's name '{bucket}' has characters other than letters, digits, '.', '-' and '_'"
                : !char.IsAsciiLetterOrDigit(bucket[0]) || !char.IsAsciiLetterOrDigit(bucket[^1]) || bucket.Contains("..", StringComparison.Ordinal)
                    ? $"the bucket's name '{bucket}' does not begin and end with a letter or digit, or has two dots in a row"
                    : null;

    /// <remarks>Clients and proxies remove segments that are empty, '.' or '..' from a URL's path, so the object would get another key.</remarks>
    private static string? FaultOfPrefix(string prefix)
        => prefix.Length == 0 ? null
            : prefix.Split('/').Any(segment => segment is "" or "." or "..") ? "its prefix has a segment that is empty, '.' or '..'"
            : prefix.Any(character => char.IsControl(character) || character is '?' or '#' or '\\') ? "its prefix has a '?', '#', '\\' or control character"
            : Encoding.UTF8.GetByteCount(prefix) > MaximumPrefixBytes ? $"its prefix has more than {MaximumPrefixBytes} bytes"
            : null;
}
