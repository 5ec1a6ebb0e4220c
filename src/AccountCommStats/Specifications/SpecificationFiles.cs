using AccountCommStats.Exporting;
using AccountCommStats.Specs;

namespace AccountCommStats.Specifications;

/// <summary>The files of a specification on disk: the document, and its relations in the folder beside it.</summary>
internal static class SpecificationFiles
{
    private const string SystemFolder = "system";

    /// <summary>Reads the files of the specification whose document is at <paramref name="path"/>.</summary>
    /// <exception cref="SourceMismatchException">A file cannot be read.</exception>
    public static SpecificationSource Read(string path)
    {
        var folder = Path.ChangeExtension(path, null);
        return new SpecificationSource(ReadDocument(path), folder, ReadFolder(folder), ReadFolder(Path.Combine(folder, SystemFolder)));
    }

    /// <summary>Reads one document.</summary>
    /// <exception cref="SourceMismatchException">It cannot be read.</exception>
    public static SourceFile ReadDocument(string path)
    {
        try
        {
            return new SourceFile(Path.GetRelativePath(".", path), File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceMismatchException($"cannot read the specification '{path}': {exception.Message}", exception);
        }
    }

    private static EquatableArray<SourceFile> ReadFolder(string path) => Directory.Exists(path)
        ? new(Directory.GetFiles(path, "*.sql").Order(StringComparer.Ordinal).Select(ReadDocument))
        : default;
}
