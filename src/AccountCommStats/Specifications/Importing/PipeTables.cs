using System.Text.RegularExpressions;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Names;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Importing;

/// <summary>
/// Reads the tables of a Markdown document. If none of them lists columns, it also searches the code in the document for tables as
/// database clients print them.
/// </summary>
internal sealed partial class PipeTables
{
    private readonly VisibleText _visible;
    private readonly string _text;
    private readonly bool _isMarkdown;

    private PipeTables(VisibleText visible, bool isMarkdown)
    {
        _visible = visible;
        _text = isMarkdown ? visible.Text : visible.File.Text;
        _isMarkdown = isMarkdown;
    }

    /// <summary>Reads the tables that list columns.</summary>
    public static IReadOnlyList<ForeignTable> Read(SourceFile file)
    {
        var visible = new VisibleText(file);
        var tables = new PipeTables(visible, isMarkdown: true).Read();
        return tables.Count > 0 ? tables : new PipeTables(visible, isMarkdown: false).Read();
    }

    private List<ForeignTable> Read()
    {
        var tables = new List<ForeignTable>();
        var name = TableNames.Of(ExportNames.FileName(_visible.File.Path)) ?? "table";
        for (var line = 0; line < _visible.Lines.Count; line++)
        {
            if (!IsRow(line) || !IsBorder(line + 1))
            {
                name = NameAt(line) ?? name;
                continue;
            }

            var header = PipeRow.Split(_text, _visible.Lines[line]);
            var rows = new List<IReadOnlyList<ForeignCell>>();
            for (line++; IsRow(line) || IsBorder(line); line++)
            {
                if (IsRow(line) && PipeRow.Split(_text, _visible.Lines[line], header.Cells.Count) is var row && row.Cells.Any(cell => !Whitespace.IsBlank(_text, cell)))
                {
                    rows.Add([.. row.Cells.Select(CellAt)]);
                }
            }

            line--;
            tables.Add(new ForeignTable(_visible.File, name, [.. header.Cells.Select(CellAt)], rows));
        }

        // If only some of the tables that list columns have types, the tables without types describe something else.
        return tables.FindAll(table => table.ListsColumns && table.Rows.Count > 0 && (table.HasTypes || !tables.Exists(other => other.ListsColumns && other.HasTypes)));
    }

    private string? NameAt(int line)
        => Heading.TryRead(_visible, line) is { } heading
            ? TableNames.InHeading(PlainText.Of(_visible.Text, heading.Text))
            : TableNames.InCaption(_visible.File.Text.Substring(_visible.Lines[line].Start, _visible.Lines[line].Length));

    private bool IsRow(int line)
        => line < _visible.Lines.Count && _text.IndexOf('|', _visible.Lines[line].Start, _visible.Lines[line].Length) >= 0 && !IsBorder(line);

    private bool IsBorder(int line)
        => line < _visible.Lines.Count && Border().IsMatch(_text.AsSpan(_visible.Lines[line].Start, _visible.Lines[line].Length));

    private ForeignCell CellAt(TextSpan cell)
    {
        var span = Whitespace.Trim(_text, cell);
        var written = _text.Substring(span.Start, span.Length);
        return _isMarkdown
            ? new ForeignCell(PlainText.Unwrapped(_text, span), UnescapedPipe().Replace(written, @"\|"), span)
            : new ForeignCell(written, MarkdownText.Of(written), span);
    }

    /// <summary>The line below a header, in Markdown or as database clients print it.</summary>
    [GeneratedRegex(@"^\s*(?=.*-.*)(?=.*[|+])[|+:\-–—\s]+$")]
    private static partial Regex Border();

    /// <summary>
    /// A pipe without a backslash. Specifications read such a pipe inside code as part of the code, but Markdown viewers do not.
    /// </summary>
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex UnescapedPipe();
}
