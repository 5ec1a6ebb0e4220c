using System.Net;
using System.Security.Authentication;
using AccountCommStats.Exporting.Errors;
using Amazon.Runtime;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>Translates exceptions of object storage into exceptions that say what happened, where, and what to do.</summary>
/// <remarks>
/// Shows only the code of a server's response and keeps no exception of the client: a response may repeat the request, which
/// contains a token and a signature.
/// </remarks>
internal static class S3Errors
{
    private const int MaximumCodeLength = 64;

    /// <summary>Whether an exception comes from object storage or the connection to it, and can be translated.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="isCanceled">Whether the caller canceled. If not, a cancellation means a timeout.</param>
    public static bool IsStorageError(Exception exception, bool isCanceled)
        => exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException
            || (exception is OperationCanceledException && !isCanceled);

    /// <summary>Translates an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="task">The task that failed.</param>
    /// <param name="server">The server, as messages name it.</param>
    public static OutputException Translate(Exception exception, S3Task task, string server) => exception switch
    {
        AmazonServiceException { StatusCode: not 0 } refusal => new OutputException($"{task} {Explain(refusal, task, server)}"),
        AmazonServiceException { InnerException: { } cause } => new OutputException($"{task} {ExplainConnection(cause, server)}", cause),
        AmazonServiceException or AmazonClientException when IsAboutCredentials(exception) => new OutputException(
            $"{task} no credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, name a profile in AWS_PROFILE, "
            + "or run on a machine whose role supplies them."),
        AmazonServiceException or AmazonClientException => new OutputException(
            $"{task} the client for {server} failed: {exception.GetType().Name}. Check region, endpoint and profile."),
        _ => new OutputException($"{task} {ExplainConnection(exception, server)}", exception),
    };

    /// <summary>The error for an object that was to be replaced, but that another process changed.</summary>
    /// <param name="address">The address of the object.</param>
    public static OutputException Conflict(string address)
        => new($"'{address}' was not published: it was changed by another process in the meantime. Find out whether two exports write the same files, and run the export again.");

    private static string Explain(AmazonServiceException refusal, S3Task task, string server) => refusal.ErrorCode switch
    {
        "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" =>
            $"the credentials have expired ({Describe(refusal)}). Renew them, for example with 'aws sso login', and run the export again.",
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "UnrecognizedClientException" =>
            $"{server} does not accept the credentials ({Describe(refusal)}). Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_PROFILE.",
        "RequestTimeTooSkewed" => $"the clock of this machine differs from that of {server} ({Describe(refusal)}). Set this machine's clock.",
        "NoSuchBucket" => $"{server} has no bucket '{task.Address.Bucket}' ({Describe(refusal)}). Create it, or name another one, or another endpoint.",
        "NoSuchUpload" =>
            $"the upload is gone ({Describe(refusal)}): another exporter took over, or a rule of the bucket aborts uploads too early. "
            + "Nothing was published. Run the export again.",
        "BadDigest" or "InvalidDigest" or "XAmzContentSHA256Mismatch" or "XAmzContentChecksumMismatch" =>
            $"what arrived at {server} is not what was sent ({Describe(refusal)}). The data was altered on the way: check proxies and the memory of this machine.",
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" or "TemporaryRedirect" =>
            $"the bucket is in another region ({Describe(refusal)}). Name its region.",
        "NotImplemented" => $"{server} does not support what an export needs ({Describe(refusal)}). Use a server that does.",
        _ => ExplainStatus(refusal, task, server),
    };

    private static string ExplainStatus(AmazonServiceException refusal, S3Task task, string server) => refusal.StatusCode switch
    {
        HttpStatusCode.Forbidden =>
            $"{server} forbids it ({Describe(refusal)}). Allow {task.Permission} in {task.Address}, in the policies of the exporting role and of the bucket.",
        HttpStatusCode.NotFound => $"{server} has no such bucket or object ({Describe(refusal)}). Check the address and the endpoint.",
        HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect => $"the bucket is in another region ({Describe(refusal)}). Name its region.",
        HttpStatusCode.InsufficientStorage => $"{server} has no space left ({Describe(refusal)}). Free some, or name another bucket.",
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
            $"{server} failed or is overloaded, even after retries ({Describe(refusal)}). Run the export again later.",
        _ => $"{server} refuses ({Describe(refusal)}).",
    };

    private static string ExplainConnection(Exception exception, string server)
        => Causes(exception).FirstOrDefault(cause => cause is AuthenticationException) is { } untrusted
            ? $"the certificate of {server} is not trusted: {untrusted.Message} Check the endpoint, and the certificates of this machine."
            : exception is OperationCanceledException or TimeoutException
                ? $"{server} did not answer in time, even after retries. Check the network, and run the export again."
                : $"{server} cannot be reached, or the connection was lost, even after retries: {Causes(exception).Last().Message} "
                    + "Check the endpoint and the network, and run the export again.";

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private static bool IsAboutCredentials(Exception exception)
        => Causes(exception).Any(cause => cause.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase));

    /// <summary>The error code of the response, if it looks like one, and the HTTP status.</summary>
    private static string Describe(AmazonServiceException refusal)
        => refusal.ErrorCode is { Length: > 0 and <= MaximumCodeLength } code && code.All(char.IsAsciiLetterOrDigit)
            ? $"{code}, HTTP {(int)refusal.StatusCode}"
            : $"HTTP {(int)refusal.StatusCode}";
}

/// <summary>A task in object storage.</summary>
/// <param name="Address">The bucket and prefix.</param>
/// <param name="Name">The file's name; empty if the task concerns several files.</param>
/// <param name="Participle">What the task does to the file, as a participle such as <c>written</c>.</param>
/// <param name="Permission">The permission that it needs, such as <c>s3:PutObject</c>.</param>
internal readonly record struct S3Task(S3Address Address, string Name, string Participle, string Permission)
{
    /// <summary>The beginning of the message that the task failed.</summary>
    public override string ToString() => $"'{(Name.Length == 0 ? Address.ToString() : Address.Of(Name))}' cannot be {Participle}:";
}
