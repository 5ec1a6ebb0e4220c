using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AccountCommStats.Generator.Inputs;

/// <summary>The settings of a project that apply to all its exports.</summary>
/// <param name="Tenants">The type of an organization; null if the project names an unknown type.</param>
/// <param name="Catalog">The class that lists the exports, as a valid C# name; empty if the project asks for none.</param>
/// <param name="Language">The version of C#.</param>
internal sealed record DeclaredProject(SqlKind? Tenants, string Catalog, LanguageVersion Language)
{
    /// <summary>
    /// The MSBuild property that names the class that lists the exports, with its namespace. The props file declares the same property.
    /// </summary>
    public const string CatalogProperty = "ExportSpecCatalog";

    /// <summary>
    /// The MSBuild property for the type of an organization. The props file declares the same property; the targets reject unknown types.
    /// </summary>
    public const string TenantTypeProperty = "ExportSpecTenantType";

    /// <summary>C# 13, because generated methods accept ref structs as type arguments.</summary>
    public const LanguageVersion MinimumLanguage = (LanguageVersion)1300;

    /// <summary>Whether the language version supports the generated code.</summary>
    public bool IsSupported => Language >= MinimumLanguage;

    /// <summary>Whether the class that lists the exports can have the name that the project chose.</summary>
    public bool IsCatalogFit => !GeneratedTypeName.IsUnfit(Catalog);

    /// <summary>Reads the settings of a project.</summary>
    public static DeclaredProject Read(AnalyzerConfigOptionsProvider provider, ParseOptions options) => new(
        TenantTypes.Parse(Property(provider, TenantTypeProperty)),
        NamespaceName.Of(Property(provider, CatalogProperty)),
        ((CSharpParseOptions)options).LanguageVersion);

    private static string Property(AnalyzerConfigOptionsProvider provider, string name)
        => provider.GlobalOptions.TryGetValue($"build_property.{name}", out var value) ? value.Trim() : "";
}
