using System.Text;

namespace AccountCommStats.Generator.Inputs;

/// <summary>Names of generated types, with their namespaces and without <c>global::</c>.</summary>
internal static class GeneratedTypeName
{
    private const int MaximumLength = 500;

    /// <summary>The maximum number of bytes of a file name on common file systems, minus those of the extension.</summary>
    private const int MaximumFileBytes = 255 - 5;

    private static readonly string[] UsedNamespaces =
    [
        "AccountCommStats.Exporting.Rows.", "AccountCommStats.Exporting.Schema.", "Microsoft.CodeAnalysis.", "System.CodeDom.Compiler.", "System.Collections.Generic.",
        "System.Globalization.",
    ];

    /// <summary>The name without its namespace, which is also the name of the generated file.</summary>
    public static string FileOf(string type) => type.Substring(type.LastIndexOf('.') + 1).TrimStart('@');

    /// <summary>Whether a type cannot have the name, because the name is too long or is a namespace that generated code uses.</summary>
    public static bool IsUnfit(string type)
        => type.Length > MaximumLength
            || Encoding.UTF8.GetByteCount(FileOf(type)) > MaximumFileBytes
            || UsedNamespaces.Any(used => IsInside(used, type));

    /// <summary>
    /// Whether two types clash in one project: their files have the same name, or the full name of one is also a namespace that contains the other.
    /// </summary>
    /// <remarks>The compiler ignores case in the names of generated files.</remarks>
    public static bool Clash(string type, string other)
        => IsInside(type, other) || IsInside(other, type) || string.Equals(FileOf(type), FileOf(other), StringComparison.OrdinalIgnoreCase);

    private static bool IsInside(string name, string type) => name.StartsWith(type + ".", StringComparison.Ordinal);
}
