using System.Reflection;
using System.Security.Cryptography;

namespace AccountCommStats.Exporting.Schema;

/// <summary>The specification document as it was compiled into an assembly.</summary>
/// <param name="Assembly">The assembly that contains it.</param>
/// <param name="ResourceName">Name of the embedded resource, which is the document's file name.</param>
/// <remarks>
/// The document is a resource and not a constant in generated code. Editing its prose therefore regenerates no code, and the resource has
/// the same hash as the file in the repository.
/// </remarks>
public sealed record EmbeddedDocument(Assembly Assembly, string ResourceName)
{
    private readonly Lazy<byte[]> _content = new(() => ReadResource(Assembly, ResourceName));

    /// <summary>The document's bytes.</summary>
    /// <exception cref="InvalidOperationException">The assembly was built without the document.</exception>
    public ReadOnlyMemory<byte> Content => _content.Value;

    /// <summary>SHA-256 of the document's bytes in lower-case hexadecimal, as <c>sha256sum</c> prints it.</summary>
    /// <exception cref="InvalidOperationException">The assembly was built without the document.</exception>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_content.Value));

    private static byte[] ReadResource(Assembly assembly, string resourceName)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new InvalidOperationException(
                $"The assembly '{assembly.GetName().Name}' does not carry the specification '{resourceName}'. "
                + "Declare the document with an ExportSpec item, which embeds it, and build again.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
