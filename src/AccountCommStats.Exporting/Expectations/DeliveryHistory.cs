using System.Text.Json;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Expectations;

/// <summary>
/// The earlier deliveries that the next one is compared with: the accepted deliveries in a folder, or one delivery that the user named.
/// </summary>
public sealed class DeliveryHistory
{
    /// <summary>The maximum number of deliveries to compare with. These are the latest ones: half a year of weekly exports.</summary>
    internal const int MaximumDeliveries = 26;

    private readonly string _folder;
    private readonly IReadOnlyList<ExportFileName> _names;
    private readonly bool _isNamed;

    private DeliveryHistory(string folder, IReadOnlyList<ExportFileName> names, bool isNamed)
    {
        _folder = folder;
        _names = names;
        _isNamed = isNamed;
    }

    /// <summary>Opens a history. The manifests are read when an export is compared with them.</summary>
    /// <param name="path">A folder with deliveries of any number of organizations, or a manifest.</param>
    /// <exception cref="SourceException">The path is neither, or cannot be read.</exception>
    public static DeliveryHistory Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            if (Directory.Exists(path))
            {
                var names = Directory.GetFiles(path, "*" + ExportFileName.ManifestSuffix).Select(file => ExportFileName.Parse(Path.GetFileName(file)));
                return new DeliveryHistory(path, [.. names.OfType<ExportFileName>()], isNamed: false);
            }
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            throw new SourceException($"The earlier deliveries in '{path}' cannot be read: {exception.Message}", exception);
        }

        return !File.Exists(path)
            ? throw new SourceException($"There is no folder or manifest '{path}'. Name a folder of deliveries, or the manifest of one.")
            : path.EndsWith(ExportFileName.ManifestSuffix, StringComparison.Ordinal) && ExportFileName.Parse(Path.GetFileName(path)) is { } name
                ? new DeliveryHistory(Path.GetDirectoryName(Path.GetFullPath(path))!, [name], isNamed: true)
                : throw new SourceException($"'{path}' does not have the name of a manifest. Name a file that ends with {ExportFileName.ManifestSuffix}, or a folder.");
    }

    /// <summary>
    /// The accepted deliveries of an organization before a time, the latest last. A delivery that the user named counts even if it has
    /// drift.
    /// </summary>
    /// <exception cref="SourceException">A manifest or an acceptance record cannot be read.</exception>
    internal IReadOnlyList<ExportManifest> Before(DateTime asOf, ExportSchema schema, OrganizationId organization)
    {
        var accepted = new List<ExportManifest>();
        foreach (var name in _names
            .Where(name => name.ExportName == schema.Name && name.Organization == organization.Text && name.AsOf < asOf)
            .OrderByDescending(name => name.AsOf))
        {
            var path = Path.Combine(_folder, name.Manifest);
            try
            {
                using var file = PlainFile.OpenRead(path);
                var (manifest, utf8) = ExportManifest.Read(file);
                if (_isNamed || manifest.Expectations is not { Drift.Count: > 0 } || Acceptance.IsFor(_folder, name, utf8))
                {
                    accepted.Add(manifest);
                }
            }
            catch (Exception exception) when (exception is JsonException || OutputErrors.IsFileError(exception))
            {
                throw new SourceException($"The earlier delivery '{path}' cannot be read: {exception.Message} Restore it, or move it to another folder.", exception);
            }

            if (accepted.Count == MaximumDeliveries)
            {
                break;
            }
        }

        accepted.Reverse();
        return accepted;
    }
}
