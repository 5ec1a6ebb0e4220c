using System.Security.Cryptography;
using System.Text.Json;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;

namespace AccountCommStats.Exporting.Verification;

/// <summary>Verifies that the exports of a set are those that its manifest lists, and that they come from one snapshot.</summary>
public static class SetVerifier
{
    /// <summary>Whether a path is that of a set manifest, by its name.</summary>
    public static bool IsSetManifest(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(ExportFileName.SetSuffix, StringComparison.Ordinal);
    }

    /// <summary>Compares a set manifest with the manifests beside it. Those manifests are verified separately.</summary>
    /// <param name="path">Path of the set manifest.</param>
    /// <param name="key">The public P-256 key whose owner must have signed the set manifest; null to ignore signatures.</param>
    /// <returns>The verification of the set manifest, and the paths of the manifests that it lists.</returns>
    /// <exception cref="SourceException">The set manifest cannot be read.</exception>
    public static (FileVerification Verification, IReadOnlyList<string> Manifests) Verify(string path, ECDsa? key)
    {
        var (set, utf8) = Read(path);
        var problems = new ProblemLog(int.MaxValue);
        var name = set.Name;
        if (Path.GetFileName(path) != name.Set)
        {
            problems.Report(path, $"according to 'exports', 'organization_id' and 'as_of', the name of the set manifest should be '{name.Set}'");
        }

        if (key is not null && SignatureFault(DeliveredExport.Beside(path, name.SetSignature), key, utf8) is { } fault)
        {
            problems.Report(path, fault);
        }

        var manifests = set.Exports.Select(member => DeliveredExport.Beside(path, member.Manifest)).ToList();
        foreach (var (member, manifest) in set.Exports.Zip(manifests))
        {
            if (FaultOf(set, member, manifest) is { } problem)
            {
                problems.Report(path, problem);
            }
        }

        return (new FileVerification
        {
            File = path,
            Files = [path],
            Export = string.Join('+', set.Exports.Select(member => member.Export)),
            Format = "json",
            Rows = set.Exports.Sum(member => member.Rows),
            Bytes = utf8.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(utf8)),
            ProblemCount = problems.Count,
            Problems = problems.Listed,
            Unverifiable = [],
            Remarks = [],
        }, [.. manifests.Where(File.Exists)]);
    }

    private static (SetManifest Set, byte[] Utf8) Read(string path)
    {
        try
        {
            using var file = PlainFile.OpenRead(path, isNamed: true);
            return SetManifest.Read(file);
        }
        catch (FileNotFoundException)
        {
            throw FileVerifier.Missing(path);
        }
        catch (JsonException exception)
        {
            throw new SourceException($"'{path}' cannot be understood as a set manifest: {exception.Message}", exception);
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            throw FileVerifier.Unreadable(path, exception);
        }
    }

    private static string? SignatureFault(string path, ECDsa key, byte[] utf8)
    {
        try
        {
            using var file = PlainFile.OpenRead(path);
            return ManifestSignature.IsValid(key, utf8, ManifestSignature.Read(file))
                ? null
                : "the signature does not match this set manifest and key: it was changed, or signed with another key";
        }
        catch (FileNotFoundException)
        {
            return "the set manifest is not signed";
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            return $"the signature cannot be read: {exception.Message}";
        }
    }

    private static string? FaultOf(SetManifest set, SetMember member, string path)
    {
        try
        {
            using var file = PlainFile.OpenRead(path);
            var (manifest, utf8) = ExportManifest.Read(file);
            return Convert.ToHexStringLower(SHA256.HashData(utf8)) != member.Sha256 ? $"'{member.Manifest}' does not have the SHA-256 that the set states: it was exported again, or changed"
                : manifest.Export != member.Export ? $"'{member.Manifest}' is of the export '{manifest.Export}'; the set says '{member.Export}'"
                : manifest.OrganizationId != set.OrganizationId ? $"'{member.Manifest}' belongs to organization {manifest.OrganizationId}, the set to {set.OrganizationId}"
                : manifest.AsOf != set.AsOf ? $"'{member.Manifest}' does not have the as-of time of the set"
                : manifest.ExtractedAt != set.ExtractedAt ? $"'{member.Manifest}' is not from the snapshot of the set"
                : manifest.Rows != member.Rows ? $"'{member.Manifest}' has {CountText.Of(manifest.Rows, "row")}; the set says {member.Rows}"
                : null;
        }
        catch (FileNotFoundException)
        {
            return $"'{member.Manifest}' is missing";
        }
        catch (JsonException exception)
        {
            return $"'{member.Manifest}' cannot be understood: {exception.Message}";
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            return $"'{member.Manifest}' cannot be read: {exception.Message}";
        }
    }
}
