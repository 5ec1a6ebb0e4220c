using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AccountCommStats.Tests.Layers;

/// <summary>A reference from code in one folder of a project to something that another folder declares.</summary>
/// <param name="From">
/// The folder that contains the reference, with slashes; <see cref="FolderReferences.Root"/> for the folder of the project file.
/// </param>
/// <param name="To">The folder that is used.</param>
/// <param name="Place">The file inside the project, the line, and what is used there.</param>
internal sealed record FolderReference(string From, string To, string Place);

/// <summary>
/// Finds which folder of a project uses which other folder. References are usings, names of types (also in documentation), and
/// names of members, even if the code does not name the type that declares the member.
/// </summary>
internal static class FolderReferences
{
    /// <summary>The folder of the project file.</summary>
    public const string Root = "(root)";

    private static readonly SyntaxTree ImplicitUsings = Parse(
        (ProjectLayers.OtherProject,
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;"));

    // The product's assemblies are compiled from source, so that internal types are visible, too.
    private static readonly ImmutableArray<MetadataReference> Assemblies =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("AccountCommStats.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The references inside a project.</summary>
    /// <param name="rootNamespace">The namespace of its root folder.</param>
    /// <param name="files">
    /// The project's files, by their paths inside it, and the files of the projects that it builds on. The paths of the latter
    /// begin with <see cref="ProjectLayers.OtherProject"/>.
    /// </param>
    public static IReadOnlyList<FolderReference> Of(string rootNamespace, IEnumerable<(string Path, string Text)> files)
    {
        var trees = files.Select(Parse).ToList();
        // Code from generators and some packages is missing, but the project's own types are still found.
        var compilation = CSharpCompilation.Create("project", [ImplicitUsings, .. trees], Assemblies);
        return [.. trees.Where(tree => IsOwn(tree.FilePath)).SelectMany(tree => Of(rootNamespace, compilation.GetSemanticModel(tree))).Distinct()];
    }

    private static IEnumerable<FolderReference> Of(string rootNamespace, SemanticModel model)
        => from name in model.SyntaxTree.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>()
           let info = model.GetSymbolInfo(name)
           from symbol in info.Symbol is { } single ? [single] : info.CandidateSymbols
           from to in symbol is INamespaceSymbol used ? FoldersOf(used, name, rootNamespace) : FoldersOf(symbol)
           let file = model.SyntaxTree.FilePath
           where to != FolderOf(file)
           let line = name.GetLocation().GetLineSpan().StartLinePosition.Line + 1
           select new FolderReference(FolderOf(file), to, $"{file}({line}): {name}");

    /// <summary>The folders that declare a type or, for a member, the type that contains it.</summary>
    private static IEnumerable<string> FoldersOf(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type is null ? []
            : type.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath).Where(IsOwn).Select(FolderOf).Distinct();
    }

    /// <summary>
    /// The folder of the namespace in a using directive. A namespace that only qualifies the name of a type is ignored, because the
    /// reference to the type is already counted.
    /// </summary>
    private static IEnumerable<string> FoldersOf(INamespaceSymbol used, SimpleNameSyntax name, string rootNamespace)
    {
        var full = used.ToDisplayString();
        return name.FirstAncestorOrSelf<UsingDirectiveSyntax>()?.NamespaceOrType.Span.End != name.Span.End ? []
            : full == rootNamespace ? [Root]
            : full.StartsWith(rootNamespace + ".", StringComparison.Ordinal) && IsDeclaredHere(used) ? [full[(rootNamespace.Length + 1)..].Replace('.', '/')]
            : [];
    }

    private static bool IsDeclaredHere(INamespaceSymbol used) => used.DeclaringSyntaxReferences.Any(reference => IsOwn(reference.SyntaxTree.FilePath));

    private static bool IsOwn(string file) => !file.StartsWith(ProjectLayers.OtherProject, StringComparison.Ordinal);

    private static string FolderOf(string file) => file.LastIndexOf('/') is var end and >= 0 ? file[..end] : Root;

    private static SyntaxTree Parse((string Path, string Text) file)
        => CSharpSyntaxTree.ParseText(file.Text, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Diagnose), file.Path);
}
