using System.Text.Json;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Publication;

namespace AccountCommStats.Exporting.Verification;

/// <summary>A file of rows as it was delivered, and its manifest where it has one.</summary>
public sealed record DeliveredExport
{
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

    /// <summary>The names of the export that the manifest and the file's name tell, in this order.</summary>
    public IEnumerable<string> ExportNames
        => new[] { Manifest?.Export, ExportFileName.ExportNameOf(Path.GetFileName(DataPath)) }.OfType<string>().Distinct();

    /// <summary>Whether the user named the file with the rows, rather than its manifest.</summary>
    internal bool IsDataNamed { get; private init; }

    /// <summary>Whether the manifest is byte for byte what the exporter writes for what it says.</summary>
    internal bool IsManifestAsWritten { get; private init; }

    /// <summary>Finds a file and its manifest.</summary>
    /// <param name="path">Path of either.</param>
    /// <exception cref="SourceException">A file cannot be read.</exception>
    public static DeliveredExport Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            throw FileVerifier.Unreadable(path, new PlainFileException("it is a folder"));
        }

        if (!File.Exists(path))
        {
            throw FileVerifier.Missing(path);
        }

        var isManifest = path.EndsWith(ExportFileName.ManifestSuffix, StringComparison.OrdinalIgnoreCase);
        var stem = ExportFileName.WithoutSuffix(path);
        var found = new DeliveredExport(
            isManifest ? stem + ExportFileName.DataSuffix : path, isManifest ? path : stem + ExportFileName.ManifestSuffix)
        {
            IsDataNamed = !isManifest,
        };
        try
        {
            using var file = PlainFile.OpenRead(found.ManifestPath, isNamed: isManifest);
            var (manifest, isAsWritten) = ExportManifest.Read(file);
            return found with
            {
                Manifest = manifest,
                IsManifestAsWritten = isAsWritten,
                DataPath = isManifest && manifest.Files is [{ } data] ? Beside(found.ManifestPath, data.Name) : found.DataPath,
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
        catch (Exception exception) when (OutputErrors.IsOfFile(exception))
        {
            throw FileVerifier.Unreadable(found.ManifestPath, exception);
        }
    }

    /// <summary>The path of a file that the manifest names. Only its name counts: a manifest points nowhere else.</summary>
    internal static string Beside(string manifestPath, string name)
        => Path.Combine(Path.GetDirectoryName(manifestPath) ?? "", Path.GetFileName(name));}
