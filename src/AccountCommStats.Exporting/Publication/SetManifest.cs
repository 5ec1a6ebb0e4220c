using System.Security.Cryptography;
using System.Text.Json;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Publication;

/// <summary>
/// Lists several exports of one organization that were read from one snapshot, so their keys agree. It is published after their manifests.
/// </summary>
/// <param name="Version">Version of set manifests: 1.</param>
/// <param name="OrganizationId">The tenant. In the file it is a number if tenants are bigint, otherwise a string.</param>
/// <param name="AsOf">The as-of time of all exports, in UTC.</param>
/// <param name="ExtractedAt">When the snapshot was taken, by the source's clock, in UTC.</param>
/// <param name="Exports">The exports, in the order requested.</param>
public sealed record SetManifest(int Version, OrganizationId OrganizationId, DateTime AsOf, DateTime ExtractedAt, IReadOnlyList<SetMember> Exports)
{
    /// <summary>The version of set manifests that this library writes.</summary>
    public const int CurrentVersion = 1;

    private const int MaximumBytes = 1024 * 1024;

    /// <summary>The names of the files of the first export; the set manifest is beside them.</summary>
    internal ExportFileName Name => ExportFileName.Create(Exports[0].Export, OrganizationId, AsOf);

    /// <summary>Creates the set manifest of exports that were read from one snapshot.</summary>
    internal static SetManifest Of(IReadOnlyList<ExportManifest> manifests) => new(
        CurrentVersion,
        manifests[0].OrganizationId,
        manifests[0].AsOf,
        manifests[0].ExtractedAt,
        [.. manifests.Select(manifest => new SetMember(
            manifest.Export,
            ExportFileName.Create(manifest.Export, manifest.OrganizationId, manifest.AsOf).Manifest,
            Convert.ToHexStringLower(SHA256.HashData(manifest.ToUtf8())),
            manifest.Rows))]);

    /// <summary>Reads a set manifest from a file.</summary>
    /// <exception cref="JsonException">The file is not a set manifest.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <returns>The set manifest, and the bytes of the file.</returns>
    internal static (SetManifest Set, byte[] Utf8) Read(Stream file)
    {
        var content = new byte[MaximumBytes];
        var utf8 = content[..file.ReadAtLeast(content, MaximumBytes, throwOnEndOfStream: false)];
        var set = ManifestJson.Read(utf8, ManifestJson.Default.SetManifest) ?? throw new JsonException("The set manifest is 'null'.");
        return set.Version != CurrentVersion ? throw new JsonException($"It has version {set.Version}, and this program knows {CurrentVersion}. Use a newer program.")
            : set.Exports.Count == 0 || set.Exports.Any(member => member is null) ? throw new JsonException("'exports' is empty, or one of its entries is null.")
            : (set, utf8);
    }

    /// <summary>The set manifest as UTF-8 text, indented, with a final line break.</summary>
    public byte[] ToUtf8() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.SetManifest), (byte)'\n'];
}

/// <summary>An export of a set.</summary>
/// <param name="Export">Name of the export.</param>
/// <param name="Manifest">Name of its manifest, beside the set manifest.</param>
/// <param name="Sha256">SHA-256 of the bytes of its manifest, in lower-case hexadecimal.</param>
/// <param name="Rows">Its number of rows.</param>
public sealed record SetMember(string Export, string Manifest, string Sha256, long Rows);
