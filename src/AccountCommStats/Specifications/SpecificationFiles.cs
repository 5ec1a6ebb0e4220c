using AccountCommStats.CommandLine;
using AccountCommStats.Exports;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;

namespace AccountCommStats.Specifications;

/// <summary>The files of a specification on disk: the document, its relations and the source tables in folders beside it.</summary>
internal static class SpecificationFiles
{
    /// <summary>The folder of the source tables, beside the document.</summary>
    public const string SourceFolderName = "source";

    private const string SharedFolder = "shared";
    private const string SystemFolder = "system";
    private const string CatalogName = "catalog.txt";

    /// <summary>Reads the files of a specification.</summary>
    /// <param name="path">The document.</param>
    /// <param name="sources">The folder of the source tables; null for the one beside the document.</param>
    /// <exception cref="SpecificationException">A file cannot be read.</exception>
    public static SpecificationSource Read(string path, string? sources = null)
    {
        var folder = Path.ChangeExtension(path, null);
        return new SpecificationSource(ReadDocument(path), folder, ReadFolder(folder), ReadFolder(Path.Combine(folder, SystemFolder)))
        {
            SharedRelations = ReadFolder(Path.Combine(folder, SharedFolder)),
            Sources = ReadSources(sources ?? Path.Combine(Path.GetDirectoryName(path) ?? "", SourceFolderName)),
        };
    }

    /// <summary>Reads the source tables. The ids of organizations have the same type as in the exports of this build.</summary>
    /// <exception cref="SpecificationException">A file cannot be read.</exception>
    public static SourceFolder ReadSources(string folder)
    {
        var catalog = Path.Combine(folder, CatalogName);
        var tenant = ExportCatalog.All.Count > 0 ? ExportCatalog.All[0].Query.OrganizationKind : Exporting.Schema.SqlKind.Bigint;
        return new SourceFolder(
            Path.GetRelativePath(".", folder), ReadFolder(folder), File.Exists(catalog) ? ReadDocument(catalog) : null, Enum.Parse<Specs.Model.SqlKind>(tenant.ToString()));
    }

    /// <summary>Reads one document.</summary>
    /// <exception cref="SpecificationException">It cannot be read, or is not UTF-8.</exception>
    public static SourceFile ReadDocument(string path)
    {
        // The document is read first, because this gives the best error if the working directory was deleted.
        var text = DocumentText.Read(path).Text;
        return new(Path.GetRelativePath(".", path), text.TrimStart('\uFEFF'));
    }

    private static EquatableArray<SourceFile> ReadFolder(string path) => Directory.Exists(path)
        ? new(Directory.GetFiles(path, "*.sql").Order(StringComparer.Ordinal).Select(ReadDocument))
        : new([]);
}
