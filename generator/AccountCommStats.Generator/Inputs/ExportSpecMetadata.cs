namespace AccountCommStats.Generator.Inputs;

/// <summary>What the build says of an additional file, by the names of its options. The props declare the same names.</summary>
internal static class ExportSpecMetadata
{
    /// <summary>The item that carries the metadata.</summary>
    public const string ItemName = "AdditionalFiles";

    /// <summary>What the file is to a specification: one of the names of <see cref="FileRole"/>.</summary>
    public const string Role = "ExportSpecRole";

    /// <summary>
    /// The folder of the relations, or of the source tables, as the project writes it. A document has that of its relations.
    /// </summary>
    public const string Folder = "ExportSpecFolder";

    /// <summary>The folder of the source tables. Documents only.</summary>
    public const string Sources = "ExportSpecSourceFolder";

    /// <summary>The namespace of the row. Documents only.</summary>
    public const string Namespace = "ExportSpecNamespace";

    /// <summary>The day (UTC, <c>yyyy-MM-dd</c>) by which waivers are judged. Shipped documents only.</summary>
    /// <remarks>From the build and not from the clock: the same inputs yield the same findings.</remarks>
    public const string Today = "ExportSpecToday";

    /// <summary>The key of a metadata name among a file's options.</summary>
    public static string OptionKey(string metadataName) => $"build_metadata.{ItemName}.{metadataName}";
}
