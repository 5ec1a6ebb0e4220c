using System.Security.Cryptography;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.CommandLine;

/// <summary>Reads signature keys from PEM files.</summary>
internal static class KeyFile
{
    private const string CurveName = "nistP256";
    private const int MaximumBytes = 64 * 1024;

    /// <summary>Reads the private key that manifests are signed with.</summary>
    /// <exception cref="SourceException">The file cannot be read, or holds no such key; the message does not repeat its content.</exception>
    public static ECDsa ReadPrivate(string path)
    {
        var key = Read(path, "a private key of the curve P-256. 'openssl ecparam -name prime256v1 -genkey -noout -out KEYFILE' makes one");
        try
        {
            key.ExportParameters(includePrivateParameters: true);
            return key;
        }
        catch (CryptographicException exception)
        {
            key.Dispose();
            throw new SourceException($"'{path}' holds a public key; a private one is needed to sign.", exception);
        }
    }

    /// <summary>Reads the key that verifies signatures: a public key, or a private key that contains it.</summary>
    /// <exception cref="SourceException">The file cannot be read, or holds no such key; the message does not repeat its content.</exception>
    public static ECDsa ReadPublic(string path)
        => Read(path, "a public key of the curve P-256. 'openssl ec -in KEYFILE -pubout' prints the public key that belongs to a private one");

    private static ECDsa Read(string path, string expected)
    {
        var text = ReadText(path);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.FriendlyName is CurveName or "ECDSA_P256")
            {
                return key;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // The reason is not repeated, because the message could contain part of the key.
        }

        key.Dispose();
        throw new SourceException(
            text.Contains("ENCRYPTED", StringComparison.Ordinal)
                ? $"'{path}' is encrypted. Give a key file without a password, readable only by its owner."
                : $"'{path}' is not a PEM file with {expected}.");
    }

    private static string ReadText(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaximumBytes }
                ? File.ReadAllText(path)
                : throw new SourceException(File.Exists(path) ? $"'{path}' is too large for a key file." : $"There is no key file '{path}'. Check the path.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"the key file '{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
