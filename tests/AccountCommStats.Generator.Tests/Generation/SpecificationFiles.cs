using AccountCommStats.Generator.Inputs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AccountCommStats.Tests.Generation;

/// <summary>The files of a specification, in memory. Their texts may have <see cref="Markup"/>.</summary>
/// <param name="DocumentPath">The path of the document. The relations are in the folder of the same name beside it.</param>
internal sealed record SpecificationFiles(string DocumentPath = "/repository/spec/account-touches.md")
{
    /// <summary>A document without findings, for the relations below.</summary>
    public const string SoundDocument =
        """
        # Account Touches Export Specification

        **Grain:** Account (one row per customer account)
        **Primary Key:** `account_id`

        What we know of an account.

        | # | Column Name | Data Type | Nullable | Description | Source |
        |---|---|---|---|---|---|
        | 1 | account_id | bigint | No | The account | customer.id |
        | 2 | total_touches | integer | Yes | All touches | touch |
        | 3 | extracted_at | timestamp | No | When it was exported | system |
        """;

    public const string AccountRelation =
        """
        select c.id as account_id
        from customer c
        """;

    public const string TouchRelation =
        """
        -- total_touches: Touches, whoever made them.
        select t.customer_id as account_id, count(*) as total_touches
        from touch t
        group by t.customer_id
        """;

    public const string CustomerSource =
        """
        select c.id
        from customer c
        where c.organization_id = @organization_id
        """;

    public const string TouchSource =
        """
        select t.customer_id
        from crm.touch t
        where t.organization_id = @organization_id
        """;

    /// <summary>The document.</summary>
    public string Document { get; init; } = SoundDocument;

    /// <summary>The relations by their file names.</summary>
    public IReadOnlyDictionary<string, string> Relations { get; init; } = new Dictionary<string, string>
    {
        ["account.sql"] = AccountRelation,
        ["touch.sql"] = TouchRelation,
    };

    /// <summary>The source tables by their file names.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>
    {
        ["customer.sql"] = CustomerSource,
        ["touch.sql"] = TouchSource,
    };

    /// <summary>The namespace that the project sets for the generated row type.</summary>
    public string Namespace { get; init; } = ExampleExports.Namespace;

    /// <summary>The shipped document; null if it was never shipped.</summary>
    public string? Shipped { get; init; }

    /// <summary>The day on which the build runs.</summary>
    public string Today { get; init; } = "2026-01-15";

    /// <summary>The path of the shipped document.</summary>
    public string ShippedPath => $"{Path.GetDirectoryName(DocumentPath)}/shipped/{Path.GetFileName(DocumentPath)}";

    /// <summary>The source table folder, as messages name it.</summary>
    public string SourceFolder => $"{Path.GetDirectoryName(DocumentPath)}/source".Replace("/repository/", "", StringComparison.Ordinal);

    /// <summary>The relation folder, as messages name it.</summary>
    public string RelationFolder => Path.ChangeExtension(DocumentPath, null).Replace("/repository/", "", StringComparison.Ordinal);

    /// <summary>The files as the build hands them to the compiler.</summary>
    public IEnumerable<DeclaredText> Texts()
    {
        yield return new DeclaredText(DocumentPath, Document, FileRole.Document, RelationFolder, Namespace, sourceFolder: SourceFolder);
        if (Shipped is not null)
        {
            yield return new DeclaredText(ShippedPath, Shipped, FileRole.ShippedDocument, RelationFolder, "", Today);
        }

        foreach (var (name, sql) in Relations)
        {
            yield return new DeclaredText(RelationPath(name), sql, FileRole.Relation, RelationFolder, "");
        }

        foreach (var (name, sql) in Sources)
        {
            yield return new DeclaredText(SourcePath(name), sql, FileRole.SourceTable, SourceFolder, "");
        }
    }

    /// <summary>The path of a relation.</summary>
    public string RelationPath(string name) => $"{Path.ChangeExtension(DocumentPath, null)}/{name}";

    /// <summary>The path of a source table.</summary>
    public string SourcePath(string name) => $"{Path.GetDirectoryName(DocumentPath)}/source/{name}";

    /// <summary>The files with another document.</summary>
    public SpecificationFiles WithDocument(string document) => this with { Document = document };

    /// <summary>The files with a relation added or replaced.</summary>
    public SpecificationFiles WithRelation(string name, string sql)
        => this with { Relations = new Dictionary<string, string>(Relations) { [name] = sql } };

    /// <summary>The files with a source table added or replaced.</summary>
    public SpecificationFiles WithSource(string name, string sql)
        => this with { Sources = new Dictionary<string, string>(Sources) { [name] = sql } };
}

/// <summary>A file as the build hands it to the compiler.</summary>
internal sealed class DeclaredText(
    string path, string? marked, FileRole role, string folder, string rowNamespace, string today = "", string sourceFolder = "") : AdditionalText
{
    private readonly SourceText? _text = marked is null ? null : SourceText.From(new Markup(marked).Text);

    public override string Path => path;

    /// <summary>The marked places of the text.</summary>
    public IReadOnlyDictionary<int, LinePositionSpan> Places { get; } = new Markup(marked ?? "").Places;

    /// <summary>The build options of the file.</summary>
    public IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string>
    {
        [ExportSpecMetadata.OptionKey(ExportSpecMetadata.Role)] = role.ToString(),
        [ExportSpecMetadata.OptionKey(ExportSpecMetadata.Folder)] = folder,
        [ExportSpecMetadata.OptionKey(ExportSpecMetadata.Sources)] = sourceFolder,
        [ExportSpecMetadata.OptionKey(ExportSpecMetadata.Namespace)] = rowNamespace,
        [ExportSpecMetadata.OptionKey(ExportSpecMetadata.Today)] = today,
    };

    public override SourceText? GetText(CancellationToken cancellationToken = default) => _text;
}
