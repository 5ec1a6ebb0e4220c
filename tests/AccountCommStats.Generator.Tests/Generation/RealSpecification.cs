using AccountCommStats.Generator;

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
        .. Relations(FileRole.SystemRelation, Name + "/system"),
    ];

    private static IEnumerable<DeclaredText> Relations(FileRole role, string folder)
        => Directory.GetFiles(Repository.PathOf("spec", folder), "*.sql").Select(file => Text(role, $"{folder}/{Path.GetFileName(file)}"));

    private static DeclaredText Text(FileRole role, string path)
        => new($"/repository/spec/{path}", Repository.ReadText("spec", path), role, "spec/" + Name, "AccountCommStats");
}
