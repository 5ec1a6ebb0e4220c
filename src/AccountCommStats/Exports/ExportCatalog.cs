using AccountCommStats.Exporting;

namespace AccountCommStats.Exports;

/// <summary>The exports that this binary can make, one for each <c>ExportSpec</c> of the project.</summary>
internal static class ExportCatalog
{
    /// <summary>The name of the default export.</summary>
    public const string DefaultName = "account-communication-stats";

    /// <summary>All exports, in the order of their names.</summary>
    public static IReadOnlyList<Export> All { get; } = [.. DeclaredExports.All.OrderBy(export => export.Schema.Name, StringComparer.Ordinal)];

    /// <summary>The default export.</summary>
    public static Export Default => Find(DefaultName)!;

    /// <summary>Finds an export by name; null if there is none.</summary>
    public static Export? Find(string name) => All.FirstOrDefault(export => export.Schema.Name == name);
}
