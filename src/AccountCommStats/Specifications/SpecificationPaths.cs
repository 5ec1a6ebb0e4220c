using System.CommandLine;
using AccountCommStats.CommandLine;

namespace AccountCommStats.Specifications;

/// <summary>Finds the documents that a command reads.</summary>
internal static class SpecificationPaths
{
    /// <summary>The folder of the specifications, in the working directory.</summary>
    public const string Folder = "spec";

    private const string Pattern = "*.md";

    /// <summary>How a command describes its FILE argument.</summary>
    public const string Description = $"Specification documents, or folders of them. Default: {Folder}/{Pattern}.";

    /// <summary>The documents: those given, those in the folders given, or those in the default folder.</summary>
    /// <exception cref="SpecificationException">There is no document.</exception>
    public static IReadOnlyList<string> Resolve(IReadOnlyList<string> given)
    {
        var paths = (given.Count > 0 ? given : [Folder])
            .SelectMany(DocumentsAt)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (given.Count == 0 && paths is [Folder])
        {
            throw new SpecificationException(
                $"there is no folder '{Folder}' here: run the command in the folder that contains it, or name a document");
        }

        return paths.Count > 0
            ? paths
            : throw new SpecificationException(
                $"there is no document {Pattern} in '{string.Join("', '", given.DefaultIfEmpty(Folder))}': name a document");
    }

    /// <summary>The option that names another folder of source tables.</summary>
    public static Option<string?> CreateSourcesOption() => new("--sources")
    {
        Description = $"The folder of the source tables. Default: {SpecificationFiles.SourceFolderName}/ beside the document.",
        HelpName = "DIR",
    };

    private static IEnumerable<string> DocumentsAt(string path)
        => Directory.Exists(path) ? Directory.GetFiles(path, Pattern).Order(StringComparer.Ordinal) : [path];
}
