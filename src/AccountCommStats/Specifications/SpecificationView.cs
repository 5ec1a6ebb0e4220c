using AccountCommStats.CommandLine;
using AccountCommStats.Specs;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;
using AccountCommStats.Specs.Model;

namespace AccountCommStats.Specifications;

/// <summary>A specification as <c>spec show</c> prints it: built in, or read from a document.</summary>
/// <param name="Name">Name for files and commands.</param>
/// <param name="Columns">The columns in the order of the file.</param>
/// <param name="AnnotatedSql">The query with its parameters in a leading comment; empty for a document read without its relations.</param>
internal sealed record SpecificationView(string Name, IReadOnlyList<ColumnView> Columns, string AnnotatedSql)
{
    /// <summary>An export of this binary.</summary>
    public static SpecificationView Of(Exporting.Export export) => new(
        export.Schema.Name,
        [.. export.Schema.Columns.Select((c, i) => new ColumnView(
            i + 1, c.Name, c.Type.ToString(), c.IsNullable, c.Description, c.Source, c.Definition, c.Relation))],
        Annotate(export.Schema.Name, export.Query.Rows.Sql, export.Query.Rows.Parameters.Select(p => (p.Name, new Exporting.Schema.SqlType(p.Kind).ToString()))));

    /// <summary>
    /// Reads a document, and writes findings to standard error. If it has no relations and the query is not needed, only the document is
    /// read. A document with errors is shown as far as it could be read.
    /// </summary>
    /// <returns>The view, or null if there is nothing to show; and whether there was an error.</returns>
    public static (SpecificationView? View, bool HasErrors) Read(string path, string? sources, bool needsQuery, Terminal terminal)
    {
        var source = SpecificationFiles.Read(path, sources);
        var reading = DocumentReader.Read(source.Document);
        var result = needsQuery || source.Relations.Count > 0 ? SpecificationReader.Read(source) : null;
        var findings = result?.Findings ?? reading.Findings;
        FindingLines.Write(terminal, findings);
        var view = result?.Model is { } model ? Of(model) : reading.Document is { } document ? Of(document, reading.Findings) : null;
        return (view, findings.Any(finding => finding.Severity == Severity.Error));
    }

    private static SpecificationView Of(ExportModel model) => new(
        model.Name,
        [.. model.Columns.Select((c, i) => new ColumnView(
            i + 1, c.Name, c.Type.ToString(), c.IsNullable, c.Description, c.Source, c.Definition, c.Relation))],
        Annotate(model.Name, model.Rows.Sql, model.Rows.Parameters.Select(p => (p.Name, new SqlType(p.Kind).ToString()))));

    private static SpecificationView Of(SpecificationDocument document, IReadOnlyList<Finding> findings)
    {
        // A cell that cannot be read is shown as unknown, not as the default with which the document reader continues.
        var unread = findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Location.Span).ToHashSet();
        return new(
            document.Name,
            [.. document.Columns.Select((c, i) => new ColumnView(
                i + 1,
                c.Name.Value,
                c.Type.Span.Length == 0 || unread.Contains(c.Type.Span) ? "?" : c.Type.Value.ToString(),
                c.IsNullable.Span.Length == 0 || unread.Contains(c.IsNullable.Span) ? null : c.IsNullable.Value,
                c.Description,
                c.Source.Value.Text,
                "",
                null))],
            "");
    }

    private static string Annotate(string name, string sql, IEnumerable<(string Name, string Type)> parameters)
    {
        var lines = parameters.Select((parameter, i) => $"-- ${i + 1}  {parameter.Name}  {parameter.Type}");
        return string.Join('\n', [$"-- {name}: the rows of the file, for PostgreSQL and DuckDB. Times in UTC.", .. lines, sql + ";"]);
    }
}
