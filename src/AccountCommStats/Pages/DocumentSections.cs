using System.Text;
using System.Text.RegularExpressions;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Pages;

/// <summary>The sections of a specification: its columns, grouped by the document's headings.</summary>
internal static partial class DocumentSections
{
    /// <summary>Each section's title and the ordinals of its columns, in the order of the document.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<int> Columns)> Of(ExportSchema schema)
    {
        var text = new VisibleText(new SourceFile(schema.Name, Encoding.UTF8.GetString(schema.Document.Content.Span)));
        var tables = DocumentTables.Read(text);
        var titles = new List<string>();
        var title = "Columns";
        for (var line = 0; line < text.Lines.Count; line++)
        {
            if (tables.LabelOf(line) == RowLabel.Column)
            {
                titles.Add(title);
            }
            else if (!tables.IsTableLine(line) && Heading.TryRead(text, line) is { } heading)
            {
                title = Count().Replace(text.Of(heading.Text), "");
            }
        }

        return titles.Count == schema.Columns.Length
            ? [.. titles.Select((each, ordinal) => (each, ordinal)).GroupBy(each => each.each).Select(group => (group.Key, (IReadOnlyList<int>)[.. group.Select(each => each.ordinal)]))]
            : [("Columns", [.. Enumerable.Range(0, schema.Columns.Length)])];
    }

    [GeneratedRegex(@"\s*[:(].*\d+.*$", RegexOptions.CultureInvariant)]
    private static partial Regex Count();
}
