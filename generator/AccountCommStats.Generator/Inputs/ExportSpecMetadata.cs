namespace AccountCommStats.Generator.Inputs;

/// <summary>The names of the metadata that the build sets on additional files. The props file declares the same names.</summary>
internal static class ExportSpecMetadata
{
    /// <summary>The item that carries the metadata.</summary>
    public const string ItemName = "AdditionalFiles";

    /// <summary>The role of the file in a specification: a name of <see cref="FileRole"/>.</summary>
    public const string Role = "ExportSpecRole";

    /// <summary>
    /// The folder of the relations or source tables, as written in the project. For a document, the folder of its relations.
    /// </summary>
    public const string Folder = "ExportSpecFolder";

    /// <summary>The folder of the source tables. Set only on documents.</summary>
    public const string Sources = "ExportSpecSourceFolder";

    /// <summary>The namespace of the row type. Set only on documents.</summary>
    public const string Namespace = "ExportSpecNamespace";

    /// <summary>The day (UTC, <c>yyyy-MM-dd</c>) against which waivers are checked. Set only on shipped documents.</summary>
    /// <remarks>Comes from the build and not from the clock, so that the same inputs yield the same findings.</remarks>
    public const string Today = "ExportSpecToday";

    /// <summary>The key of a metadata name in a file's options.</summary>
    public static string OptionKey(string metadataName) => $"build_metadata.{ItemName}.{metadataName}";
}
