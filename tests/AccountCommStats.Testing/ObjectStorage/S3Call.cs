namespace AccountCommStats.Testing.ObjectStorage;

/// <summary>A request that a server received.</summary>
/// <param name="Operation">Its operation, named as in the API of Amazon S3, such as <c>UploadPart</c>.</param>
/// <param name="Key">The key of the object; empty if the request is about the bucket.</param>
/// <param name="Part">The number of the part; null if the request is not about a part.</param>
public sealed record S3Call(string Operation, string Key, int? Part = null);

/// <summary>How a request fails.</summary>
public sealed record S3Fault
{
    private S3Fault(int status, string code) => (Status, Code) = (status, code);

    /// <summary>The connection is cut halfway through the body, and the server does nothing.</summary>
    public static S3Fault CutMidBody { get; } = new(0, nameof(CutMidBody));

    /// <summary>The server does everything, but the connection is cut before its answer.</summary>
    public static S3Fault LoseAnswer { get; } = new(0, nameof(LoseAnswer));

    /// <summary>One bit of the body is flipped.</summary>
    public static S3Fault Damage { get; } = new(0, nameof(Damage));

    /// <summary>The status of a refusal.</summary>
    public int Status { get; }

    /// <summary>The code of a refusal.</summary>
    public string Code { get; }

    /// <summary>The server is overloaded.</summary>
    public static S3Fault SlowDown { get; } = new(503, nameof(SlowDown));

    /// <summary>The session of the credentials has ended.</summary>
    public static S3Fault ExpiredToken { get; } = new(400, nameof(ExpiredToken));

    /// <summary>The credentials do not allow the request.</summary>
    public static S3Fault AccessDenied { get; } = new(403, nameof(AccessDenied));
}

/// <summary>A refusal, as the server sends it.</summary>
internal sealed class S3Refusal(int status, string code) : Exception
{
    public int Status => status;

    public string Code => code;
}
