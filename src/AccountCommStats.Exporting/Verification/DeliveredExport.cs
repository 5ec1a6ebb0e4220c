using System.Text.Json;

namespace AccountCommStats.Exporting;

/// <summary>A file of rows as it was delivered, and its manifest where it has one.</summary>
public sealed record DeliveredExport
{
    private const string ManifestEnding = ".manifest.json";
    private const string DataEnding = ".csv";

    private DeliveredExport(string dataPath, string manifestPath)
    {
        DataPath = dataPath;
        ManifestPath = manifestPath;
    }

    /// <summary>Path of the file with the rows.</summary>
    public string DataPath { get; private init; }

    /// <summary>Path where its manifest is expected.</summary>
    public string ManifestPath { get; }

    /// <summary>The manifest; null where it is missing or cannot be understood.</summary>
    public ExportManifest? Manifest { get; private init; }

    /// <summary>Why there is no <see cref="Manifest"/>; null if there is one.</summary>
    public string? ManifestFault { get; private init; }

    /// <summary>Name of the export as the manifest or else the file's name tells it; null where neither does.</summary>
    public string? ExportName => Manifest?.Export ?? ExportFileName.ExportNameOf(Path.GetFileName(DataPath));

    /// <summary>Finds a file and its manifest.</summary>
    /// <param name="path">Path of either.</param>
    /// <exception cref="SourceException">A file cannot be read.</exception>
    public static DeliveredExport Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
        {
            throw FileVerifier.Missing(path);
        }

        var isManifest = path.EndsWith(ManifestEnding, StringComparison.OrdinalIgnoreCase);
        var stem = isManifest ? path[..^ManifestEnding.Length]
            : path.EndsWith(DataEnding, StringComparison.OrdinalIgnoreCase) ? path[..^DataEnding.Length]
            : path;
        var found = new DeliveredExport(isManifest ? stem + DataEnding : path, isManifest ? path : stem + ManifestEnding);
        try
        {
            var manifest = ExportManifest.Parse(File.ReadAllBytes(found.ManifestPath));
            return found with
            {
                Manifest = manifest,
                DataPath = isManifest && manifest.Files is [{ } file] ? Beside(found.ManifestPath, file.Name) : found.DataPath,
            };
        }
        catch (JsonException exception)
        {
            return found with { ManifestFault = $"the manifest cannot be understood: {exception.Message}" };
        }
        catch (FileNotFoundException) when (!isManifest)
        {
            return found with
            {
                ManifestFault = "there is no manifest beside the file: its export did not end well, or it was moved without it",
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileVerifier.Unreadable(found.ManifestPath, exception);
        }
    }

    /// <summary>The path of a file that the manifest names. Only its name counts: a manifest points nowhere else.</summary>
    internal static string Beside(string manifestPath, string name)
        => Path.Combine(Path.GetDirectoryName(manifestPath) ?? "", Path.GetFileName(name));}
