using AccountCommStats.Generator.Inputs;

namespace AccountCommStats.Tests.Generation;

/// <summary>The specification of this repository, as the build hands it to the compiler.</summary>
internal static class RealSpecification
{
    private const string Name = "account-communication-stats";

    /// <summary>Its files.</summary>
    public static IEnumerable<DeclaredText> Texts() =>
    [
        Text(FileRole.Document, Name + ".md"),
        .. Relations(FileRole.Relation, Name),
        .. Relations(FileRole.SharedRelation, Name + "/shared"),
        .. Relations(FileRole.SystemRelation, Name + "/system"),
        .. Relations(FileRole.SourceTable, "source"),
        Text(FileRole.SourceCatalog, "source/catalog.txt"),
    ];

    private static IEnumerable<DeclaredText> Relations(FileRole role, string folder)
        => new DirectoryInfo(Repository.PathOf("spec", folder)) is { Exists: true } directory
            ? directory.GetFiles("*.sql").Select(file => Text(role, $"{folder}/{file.Name}"))
            : [];

    private static DeclaredText Text(FileRole role, string path)
        => new($"/repository/spec/{path}", Repository.ReadText("spec", path), role, role is FileRole.SourceTable or FileRole.SourceCatalog ? "spec/source" : "spec/" + Name, "AccountCommStats", sourceFolder: "spec/source");
}
