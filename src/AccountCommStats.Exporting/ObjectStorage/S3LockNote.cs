using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>The content of a lock object.</summary>
/// <param name="Id">Lets the owner recognize its lock.</param>
/// <param name="Owner">The owner of the lock, for people.</param>
/// <param name="Expires">The time from which another exporter may take over the lock, by the server's clock.</param>
/// <param name="Renewals">The number of renewals. It makes each content unique.</param>
internal sealed record S3LockNote(string Id, string Owner, DateTimeOffset Expires, int Renewals)
{
    /// <summary>The maximum size in bytes.</summary>
    public const int MaximumBytes = 4 * 1024;

    /// <summary>The content of the object.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, S3LockJson.Default.S3LockNote);

    /// <summary>Reads the content of an object; null if the content is not that of a lock.</summary>
    public static S3LockNote? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, S3LockJson.Default.S3LockNote);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The JSON form of locks, source-generated to avoid reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(S3LockNote))]
internal sealed partial class S3LockJson : JsonSerializerContext;
