using System.Security.Cryptography;

namespace AccountCommStats.Exporting.Publication;

/// <summary>
/// A detached signature of a manifest: ECDSA with SHA-256 over the bytes of the manifest, in DER, as <c>openssl dgst -sha256 -verify</c>
/// accepts it.
/// </summary>
internal static class ManifestSignature
{
    private const int MaximumBytes = 1024;
    private const DSASignatureFormat Format = DSASignatureFormat.Rfc3279DerSequence;

    /// <summary>Signs a manifest.</summary>
    /// <param name="key">The private key. Exports that run at the same time may share it.</param>
    /// <param name="manifest">The manifest's bytes.</param>
    public static byte[] Create(ECDsa key, ReadOnlySpan<byte> manifest)
    {
        lock (key)
        {
            return key.SignData(manifest, HashAlgorithmName.SHA256, Format);
        }
    }

    /// <summary>Reads a signature. If the file is longer than any signature, reads only its beginning.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] Read(Stream file)
    {
        var signature = new byte[MaximumBytes];
        return signature[..file.ReadAtLeast(signature, MaximumBytes, throwOnEndOfStream: false)];
    }

    /// <summary>Whether a signature of a manifest was made by the owner of a key.</summary>
    public static bool IsValid(ECDsa key, ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> signature)
        => key.VerifyData(manifest, signature, HashAlgorithmName.SHA256, Format);
}
