using AccountCommStats.Exporting;
using AccountCommStats.Specs;

namespace AccountCommStats.Specifications;

/// <summary>The files of a specification on disk: the document, and its relations in the folder beside it.</summary>
internal static class SpecificationFiles
{
    private const string SystemFolder = "system";

    /// <summary>Reads the files of the specification whose document is at <paramref name="path"/>.</summary>
    /// <exception cref="SourceMismatchException">The document cannot be read.</exception>
    public static SpecificationSource Read(string path)
    {
        var folder = Path.ChangeExtension(path, null);
        try
        {
            return new SpecificationSource(
                Read(new FileInfo(path)),
                folder,
                ReadFolder(folder),
                ReadFolder(Path.Combine(folder, SystemFolder)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceMismatchException($"cannot read the specification '{path}': {exception.Message}", exception);
        }

        SourceFile Read(FileInfo file) => new(Path.GetRelativePath(".", file.FullName), File.ReadAllText(file.FullName));

        EquatableArray<SourceFile> ReadFolder(string path) => Directory.Exists(path)
            ? new(new DirectoryInfo(path).GetFiles("*.sql").OrderBy(file => file.Name, StringComparer.Ordinal).Select(Read))
            : default;
    }
}
