using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Verification;

namespace AccountCommStats.Exports;

/// <summary>The newest export in a folder.</summary>
internal static class NewestExport
{
    /// <summary>Finds the newest export by its manifest, which is published last.</summary>
    /// <param name="path">A folder; the path of a file is returned as it is.</param>
    /// <param name="exportName">Name of the export.</param>
    /// <param name="organization">The organization; null if the folder has only one.</param>
    /// <returns>Path of the manifest.</returns>
    /// <exception cref="SourceException">The folder has none, or cannot be read.</exception>
    /// <exception cref="ExportRequestException">The folder has exports of several organizations.</exception>
    public static string Find(string path, string exportName, string? organization)
    {
        if (!Directory.Exists(path))
        {
            return path;
        }

        var exports = In(path).Where(name => name.ExportName == exportName && (organization is null || name.Organization == organization)).ToList();
        var organizations = exports.Select(name => name.Organization).Distinct().Order(StringComparer.Ordinal).ToList();
        return organizations switch
        {
            [] => throw new SourceException(
                $"'{path}' has no export {exportName}{(organization is null ? "" : $" of organization {organization}")} that has a manifest. Name another folder or a file, or choose another export with --export."),
            [_] => Path.Combine(path, exports.MaxBy(name => name.AsOf).Manifest),
            _ => throw new ExportRequestException(
                $"'{path}' has exports of {organizations.Count} organizations: {string.Join(", ", organizations.Take(10))}{(organizations.Count > 10 ? ", ..." : "")}. Choose one with --organization."),
        };
    }

    /// <summary>
    /// Finds the newest export of the same organization that is older than the given one. Exports whose files with rows are missing do not
    /// count.
    /// </summary>
    /// <param name="path">A folder, or the path of the export's file or manifest.</param>
    /// <param name="manifest">The manifest of the given export.</param>
    /// <returns>Path of the file or manifest; null if there is none.</returns>
    /// <exception cref="SourceException">The path cannot be read.</exception>
    public static string? FindBefore(string path, ExportManifest manifest)
    {
        var found = !Directory.Exists(path)
            ? [path]
            : In(path)
                .Where(name => name.ExportName == manifest.Export && name.Organization == manifest.OrganizationId.Text && name.AsOf < manifest.AsOf)
                .OrderByDescending(name => name.AsOf)
                .Select(name => Path.Combine(path, name.Manifest));
        return found.FirstOrDefault(each => DeliveredExport.Find(each).DataPaths.All(File.Exists));
    }

    private static IEnumerable<ExportFileName> In(string folder)
    {
        try
        {
            return [.. Directory.GetFiles(folder, "*" + ExportFileName.ManifestSuffix).Select(file => ExportFileName.Parse(Path.GetFileName(file))).OfType<ExportFileName>()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"'{folder}' cannot be read: {exception.Message}", exception);
        }
    }
}
