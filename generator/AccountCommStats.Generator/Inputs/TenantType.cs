using AccountCommStats.Specs.Model;
using AccountCommStats.Specs.Sources;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AccountCommStats.Generator.Inputs;

/// <summary>The type of an organization, which a project declares once for all its exports.</summary>
internal static class TenantType
{
    /// <summary>The property of the project that names it. The props declare the same name; the targets refuse any other type.</summary>
    public const string Property = "ExportSpecTenantType";

    /// <summary>The type as the project writes it; empty where it says nothing.</summary>
    public static string Read(AnalyzerConfigOptionsProvider provider)
        => provider.GlobalOptions.TryGetValue($"build_property.{Property}", out var type) ? type : "";

    /// <summary>The type; null if it is none.</summary>
    public static SqlKind? Of(string text) => TenantTypes.Parse(text);
}
