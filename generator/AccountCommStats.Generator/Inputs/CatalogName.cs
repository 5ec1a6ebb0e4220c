using Microsoft.CodeAnalysis.Diagnostics;

namespace AccountCommStats.Generator.Inputs;

/// <summary>The class that a project wants its exports listed in.</summary>
internal static class CatalogName
{
    /// <summary>The property of the project that names it, with its namespace. The props declare the same name.</summary>
    public const string Property = "ExportSpecCatalog";

    /// <summary>The class as source code can name it; empty where the project wants none.</summary>
    public static string Read(AnalyzerConfigOptionsProvider provider)
        => provider.GlobalOptions.TryGetValue($"build_property.{Property}", out var name) ? NamespaceName.Of(name.Trim()) : "";
}
