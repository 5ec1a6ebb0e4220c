using System.Text;
using AccountCommStats.Specs.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AccountCommStats.Generator.Inputs;

/// <summary>The role of an additional file in a specification.</summary>
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

    /// <summary>The recorded catalog of the database.</summary>
    SourceCatalog,

    /// <summary>The document as customers last received it.</summary>
    ShippedDocument,
}

/// <summary>A file that an ExportSpec item adds to the compilation.</summary>
/// <param name="Role">The role of the file.</param>
/// <param name="File">Its path and text; the text is empty if the file cannot be read.</param>
/// <param name="UnreadableAt">The offset of the first character that could not be read; null if there is none.</param>
/// <param name="Folder">The folder of relations or source tables that the file is in; for a document, the folder of its relations.</param>
/// <param name="SourceFolder">The folder of the source tables; empty for all but documents.</param>
/// <param name="Namespace">The namespace of the generated row type; empty for all but documents.</param>
/// <param name="Today">The day of the build; empty for all but shipped documents.</param>
internal sealed record DeclaredFile(
    FileRole Role, SourceFile File, int? UnreadableAt, string Folder, string SourceFolder, string Namespace, string Today)
{
    /// <summary>Whether the compiler could read the file.</summary>
    public bool IsReadable => UnreadableAt is null;

    /// <summary>Reads an additional file; null if it does not come from an ExportSpec item.</summary>
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
            content is null ? 0 : FirstReplaced(content),
            Option(options, ExportSpecMetadata.Folder),
            Option(options, ExportSpecMetadata.Sources),
            Option(options, ExportSpecMetadata.Namespace),
            Option(options, ExportSpecMetadata.Today));
    }

    /// <remarks>
    /// The compiler first decodes the file strictly: as UTF-16 if the file begins with a UTF-16 byte order mark, otherwise as UTF-8. If this
    /// fails, the compiler falls back to the machine's default encoding, which never fails. That encoding is either UTF-8, which inserts
    /// replacement characters, or a code page, which misreads every character beyond ASCII.
    /// </remarks>
    private static int? FirstReplaced(SourceText text)
    {
        if (text.Encoding is null or { DecoderFallback: DecoderExceptionFallback })
        {
            return null;
        }

        var content = text.ToString();
        var place = text.Encoding.IsSingleByte ? content.ToList().FindIndex(c => c > '\u007F') : content.IndexOf('\uFFFD');
        return place < 0 ? null : place;
    }

    private static string Option(AnalyzerConfigOptions options, string metadataName)
        => options.TryGetValue(ExportSpecMetadata.OptionKey(metadataName), out var value) ? value : "";
}
