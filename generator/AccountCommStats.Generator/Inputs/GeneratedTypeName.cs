using System.Text;

namespace AccountCommStats.Generator.Inputs;

/// <summary>Names of generated types, with their namespaces and without <c>global::</c>.</summary>
internal static class GeneratedTypeName
{
    private const int MaximumLength = 500;

    /// <summary>What file systems allow for a name, less the extension.</summary>
    private const int MaximumFileBytes = 255 - 5;

    private static readonly string[] UsedNamespaces =
    [
        "AccountCommStats.Exporting.Rows.", "AccountCommStats.Exporting.Schema.", "Microsoft.CodeAnalysis.", "System.CodeDom.Compiler.", "System.Collections.Generic.",
        "System.Globalization.",
    ];

    /// <summary>The name without its namespace, which is that of the generated file.</summary>
    public static string FileOf(string type) => type.Substring(type.LastIndexOf('.') + 1).TrimStart('@');

    /// <summary>Whether no type can have the name: it is too long, or that of a namespace which generated code uses.</summary>
    public static bool IsUnfit(string type)
        => type.Length > MaximumLength
            || Encoding.UTF8.GetByteCount(FileOf(type)) > MaximumFileBytes
            || UsedNamespaces.Any(used => IsInside(used, type));

    /// <summary>Whether two types cannot be generated into one project: one is named like the other's namespace, or their files have one name.</summary>
    /// <remarks>Names of generated files are the same to the compiler where they differ in case only.</remarks>
    public static bool Clash(string type, string other)
        => IsInside(type, other) || IsInside(other, type) || string.Equals(FileOf(type), FileOf(other), StringComparison.OrdinalIgnoreCase);

    private static bool IsInside(string name, string type) => name.StartsWith(type + ".", StringComparison.Ordinal);
}
