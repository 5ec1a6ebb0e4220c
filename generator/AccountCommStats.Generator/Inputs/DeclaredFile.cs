using AccountCommStats.Specs.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AccountCommStats.Generator.Inputs;

/// <summary>What an additional file is to a specification.</summary>
internal enum FileRole
{
    /// <summary>The document with the column table.</summary>
    Document,

    /// <summary>A relation that supplies columns.</summary>
    Relation,

    /// <summary>A query that relations read and that supplies no column itself.</summary>
    SharedRelation,

    /// <summary>A relation that supplies one system column.</summary>
    SystemRelation,

    /// <summary>A source table.</summary>
    SourceTable,

    /// <summary>What is on record of the database.</summary>
    SourceCatalog,

    /// <summary>The document as customers last received it.</summary>
    ShippedDocument,
}

/// <summary>A file that an ExportSpec item brought into the compilation.</summary>
/// <param name="Role">What it is.</param>
/// <param name="File">Its path and text; the text is empty where it cannot be read.</param>
/// <param name="IsReadable">Whether the compiler could read it.</param>
/// <param name="Folder">The folder of the relations or of the source tables it belongs to.</param>
/// <param name="SourceFolder">The folder of the source tables; empty for all but documents.</param>
/// <param name="Namespace">The namespace of the row; empty for all but documents.</param>
/// <param name="Today">The day of the build; empty for all but shipped documents.</param>
internal sealed record DeclaredFile(
    FileRole Role, SourceFile File, bool IsReadable, string Folder, string SourceFolder, string Namespace, string Today)
{
    /// <summary>Reads an additional file; null if no ExportSpec item brought it.</summary>
    public static DeclaredFile? Read(AdditionalText text, AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        var options = provider.GetOptions(text);
        if (!Enum.TryParse<FileRole>(Option(options, ExportSpecMetadata.Role), out var role))
        {
            return null;
        }

        var content = text.GetText(cancellationToken);
        return new DeclaredFile(
            role,
            new SourceFile(text.Path, content?.ToString() ?? ""),
            content is not null,
            Option(options, ExportSpecMetadata.Folder),
            Option(options, ExportSpecMetadata.Sources),
            Option(options, ExportSpecMetadata.Namespace),
            Option(options, ExportSpecMetadata.Today));
    }

    private static string Option(AnalyzerConfigOptions options, string metadataName)
        => options.TryGetValue(ExportSpecMetadata.OptionKey(metadataName), out var value) ? value : "";
}
