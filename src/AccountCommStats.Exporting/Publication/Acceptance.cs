using System.Security.Cryptography;
using System.Text.Json;

namespace AccountCommStats.Exporting.Publication;

/// <summary>A record that somebody accepted the drift of a delivery. It is a file beside the manifest.</summary>
/// <param name="ManifestSha256">SHA-256 of the bytes of the manifest, in lower-case hexadecimal. If the manifest has another SHA-256, the record is ignored.</param>
/// <param name="Reason">Why it was accepted.</param>
/// <param name="AcceptedBy">The user who accepted it.</param>
/// <param name="AcceptedAt">When it was accepted, in UTC, to the second.</param>
internal sealed record Acceptance(string ManifestSha256, string Reason, string AcceptedBy, DateTime AcceptedAt)
{
    /// <summary>Whether a delivery with drift was accepted.</summary>
    /// <param name="folder">The folder of the delivery.</param>
    /// <param name="name">Its file names.</param>
    /// <param name="manifest">The bytes of its manifest.</param>
    /// <exception cref="JsonException">The record is malformed.</exception>
    /// <exception cref="IOException">The record cannot be read.</exception>
    public static bool IsFor(string folder, ExportFileName name, byte[] manifest)
    {
        var path = Path.Combine(folder, name.Acceptance);
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = PlainFile.OpenRead(path);
        return JsonSerializer.Deserialize(file, ManifestJson.Default.Acceptance)?.ManifestSha256 == HashOf(manifest);
    }

    /// <summary>Records that a delivery was accepted. Replaces an earlier record.</summary>
    /// <exception cref="Errors.OutputException">The record cannot be written.</exception>
    public static Acceptance Write(string folder, ExportFileName name, byte[] manifest, string reason, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var acceptance = new Acceptance(HashOf(manifest), reason, Environment.UserName, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)));
        using var file = new PendingFile(folder, name.Acceptance);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(acceptance, ManifestJson.Default.Acceptance));
        file.Write("\n"u8);
        file.Complete();
        file.Publish();
        Posix.FlushDirectory(folder);
        return acceptance;
    }

    private static string HashOf(byte[] manifest) => Convert.ToHexStringLower(SHA256.HashData(manifest));
}
