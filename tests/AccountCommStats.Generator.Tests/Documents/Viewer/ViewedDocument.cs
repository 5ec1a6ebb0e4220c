using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Syntax;

namespace AccountCommStats.Tests.Documents.Viewer;

/// <summary>The column tables of a document as a Markdown viewer shows them; Markdig is the viewer.</summary>
internal static class ViewedDocument
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseYamlFrontMatter().Build();

    private static readonly string[] _headers = ["#", "Column Name", "Data Type", "Nullable", "Description", "Source Table"];

    /// <summary>The rows of the column tables: the name of the column that a row describes, and the cells of the row.</summary>
    public static IReadOnlyDictionary<string, string[]> RowsOf(string text)
    {
        var rows = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var table in Markdown.Parse(text, _pipeline).Descendants<Table>())
        {
            var lines = table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(TextOf).ToArray()).ToList();
            if (!lines[0].Take(_headers.Length).SequenceEqual(_headers))
            {
                continue;
            }

            // To the viewer, a second header right below a table is one more row. It is left out.
            foreach (var row in lines.Skip(1).Where(row => row.Length > 1 && row[1].StartsWith("column_", StringComparison.Ordinal)))
            {
                rows.TryAdd(row[1], row);
            }
        }

        return rows;
    }

    /// <summary>
    /// Whether a place is in a paragraph or heading that has other text besides table rows, so that the viewer shows no table at
    /// all.
    /// </summary>
    public static bool IsTextBeside(string text, int offset)
        => Markdown.Parse(text, _pipeline).Descendants<LeafBlock>()
            .Where(block => block is ParagraphBlock or HeadingBlock)
            .Where(paragraph => paragraph.Span.Start <= offset && paragraph.Span.End >= offset)
            .Any(paragraph => text[paragraph.Span.Start..(paragraph.Span.End + 1)].Split('\n').Any(line => !line.TrimStart(' ', '>').StartsWith('|')));

    private static string TextOf(TableCell cell)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer) { EnableHtmlForBlock = false, EnableHtmlForInline = false, EnableHtmlEscape = false };
        _pipeline.Setup(renderer);
        renderer.Render(cell);
        return string.Join(' ', writer.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
