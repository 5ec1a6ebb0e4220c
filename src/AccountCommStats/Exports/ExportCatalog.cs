using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exports;

/// <summary>The exports that this binary can make, one for each <c>ExportSpec</c> of the project.</summary>
internal static class ExportCatalog
{
    /// <summary>The name of the export that is meant where none is named.</summary>
    public const string DefaultName = "account-communication-stats";

    /// <summary>All exports, in the order of their names.</summary>
    public static IReadOnlyList<ExportDefinition> All { get; } = Create();

    /// <summary>The export that is meant where none is named.</summary>
    public static ExportDefinition Default => Find(DefaultName)!;

    /// <summary>The export of a name; null if there is none.</summary>
    public static ExportDefinition? Find(string name) => All.FirstOrDefault(export => export.Schema.Name == name);

    private static ExportDefinition[] Create()
    {
        var collector = new Collector();
        DeclaredExports.Visit(collector);
        return [.. collector.Exports.OrderBy(export => export.Schema.Name, StringComparer.Ordinal)];
    }

    private sealed class Collector : IExportRowVisitor
    {
        public List<ExportDefinition> Exports { get; } = [];

        public void Visit<TRow>()
            where TRow : struct, IExportRow<TRow>
            => Exports.Add(new ExportDefinition<TRow>());
    }
}
