using System.Text.Json;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Publication;

namespace AccountCommStats.Exporting.Verification;

/// <summary>The files of rows of an export as they were delivered, and their manifest, if any.</summary>
public sealed record DeliveredExport
{
    private DeliveredExport(string dataPath, string manifestPath)
    {
        DataPaths = [dataPath];
        ManifestPath = manifestPath;
    }

    /// <summary>
    /// Paths of the files with rows. If the user named a manifest, these are all files that it lists. If the user named a file, it is that
    /// file, or all parts of its format if the file is a part.
    /// </summary>
    public IReadOnlyList<string> DataPaths { get; private init; }

    /// <summary>Path of the first of <see cref="DataPaths"/>.</summary>
    public string DataPath => DataPaths[0];

    /// <summary>Path at which the manifest is expected.</summary>
    public string ManifestPath { get; }

    /// <summary>The manifest; null if it is missing or cannot be understood.</summary>
    public ExportManifest? Manifest { get; private init; }

    /// <summary>Why there is no <see cref="Manifest"/>; null if there is one.</summary>
    public string? ManifestFault { get; private init; }

    /// <summary>The names of the export: the one in the manifest, then the one in the file's name.</summary>
    public IEnumerable<string> ExportNames
        => new[] { Manifest?.Export, ExportFileName.ExportNameOf(Path.GetFileName(DataPath)) }.OfType<string>().Distinct();

    /// <summary>The file with rows that the user named; null if the user named the manifest.</summary>
    internal string? NamedPath { get; private init; }

    /// <summary>The intended readers of CSV files, as the manifest says.</summary>
    internal CsvDialect Dialect => Enum.TryParse<CsvDialect>(Manifest?.Csv?.Dialect, ignoreCase: true, out var dialect) ? dialect : CsvDialect.Standard;

    /// <summary>The manifest's bytes, which a signature covers.</summary>
    internal ReadOnlyMemory<byte> ManifestBytes { get; private init; }

    /// <summary>Whether the manifest is byte for byte what the exporter writes for its content.</summary>
    internal bool IsManifestAsWritten { get; private init; }

    /// <summary>Finds the files of a delivery and their manifest.</summary>
    /// <param name="path">Path of a file or of the manifest.</param>
    /// <exception cref="SourceException">A file cannot be read.</exception>
    public static DeliveredExport Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            throw new SourceException($"'{path}' is a folder. Name a file in it: one with rows, or a manifest.");
        }

        if (!File.Exists(path))
        {
            throw FileVerifier.Missing(path);
        }

        var isManifest = path.EndsWith(ExportFileName.ManifestSuffix, StringComparison.OrdinalIgnoreCase);
        var stem = ExportFileName.WithoutSuffix(path);
        var found = new DeliveredExport(
            isManifest ? AnyOf(stem) : path, isManifest ? path : stem + ExportFileName.ManifestSuffix)
        {
            NamedPath = isManifest ? null : path,
        };
        try
        {
            using var file = PlainFile.OpenRead(found.ManifestPath, isNamed: isManifest);
            var (manifest, bytes) = ExportManifest.Read(file);
            return found with
            {
                Manifest = manifest,
                ManifestBytes = bytes,
                IsManifestAsWritten = manifest.ToUtf8().AsSpan().SequenceEqual(bytes),
                DataPaths = found.FilesOf(manifest),
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
                ManifestFault = "there is no manifest beside the file: the export failed, or the file was moved without its manifest",
            };
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            throw FileVerifier.Unreadable(found.ManifestPath, exception);
        }
    }

    /// <summary>The manifest's entry for a file with rows; null if there is none.</summary>
    internal ManifestFile? EntryOf(string path) => Manifest?.Files.FirstOrDefault(file => file.Name == Path.GetFileName(path));

    /// <summary>
    /// The path of a file that the manifest names. Ignores any folder in the name, because a manifest refers only to files beside it.
    /// </summary>
    internal static string Beside(string manifestPath, string name)
        => Path.Combine(Path.GetDirectoryName(manifestPath) ?? "", Path.GetFileName(name));

    /// <summary>A file of rows that belongs to a manifest. It is found by its name, in case the manifest cannot be understood.</summary>
    private static string AnyOf(string stem)
        => RowFormats.Extensions.Select(extension => stem + extension).FirstOrDefault(File.Exists) ?? stem + ExportFileName.DataSuffix;

    private IReadOnlyList<string> FilesOf(ExportManifest manifest)
    {
        if (NamedPath is null)
        {
            return manifest.Files.Count > 0 ? [.. manifest.Files.Select(file => Beside(ManifestPath, file.Name))] : DataPaths;
        }

        var named = manifest.Files.FirstOrDefault(file => file.Name == Path.GetFileName(NamedPath));
        return named is null || manifest.Split is null
            ? DataPaths
            : [.. manifest.Files.Where(file => file.Format == named.Format).Select(file => file == named ? NamedPath : Beside(ManifestPath, file.Name))];
    }
}
