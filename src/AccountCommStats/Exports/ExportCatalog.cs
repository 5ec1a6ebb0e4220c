namespace AccountCommStats.Exports;

/// <summary>The exports that this binary can make, one for each <c>ExportSpec</c> of the project.</summary>
internal static class ExportCatalog
{
    /// <summary>The export that is meant where none is named.</summary>
    public static ExportDefinition Default => All[0];

    /// <summary>All exports.</summary>
    /// <remarks>
    /// The generated rows are named inside a method body only: when a specification has an error there is no row, and the
    /// compiler then reports the specification's error alone.
    /// </remarks>
    public static IReadOnlyList<ExportDefinition> All { get; } = Create();

    private static ExportDefinition[] Create() => [new ExportDefinition<AccountCommunicationStats>()];
}
