using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Determines the kind of each line in one pass, nesting quotations, list items, code and HTML as CommonMark does.</summary>
/// <remarks>
/// Text that no viewer shows is replaced by spaces, and so are the marks of quotations and list items. The rest of a line is the content of
/// the innermost quotation or list item.
/// </remarks>
internal sealed class BlockStructure
{
    /// <summary>
    /// The maximum nesting depth of quotations and list items. Deeper ones are read as text, which limits the work for each blank line.
    /// </summary>
    private const int MaximumContainers = 64;

    private const int CodeIndent = 4;

    private readonly string _text;
    private readonly IReadOnlyList<TextSpan> _lines;
    private readonly char[] _visible;
    private readonly InlineComments _comments;
    private readonly List<Container> _open = [];
    private readonly LineBlock[] _blocks;
    private Leaf _leaf;
    private Fence? _fence;
    private HtmlBlock? _html;
    private TextSpan _opening;
    private int _containers;
    private int _paragraphs;
    private int _paragraphStart;
    private bool _isTable;

    /// <summary>Whether the rows of the open table begin without a pipe.</summary>
    private bool _rowsLackPipe;

    private BlockStructure(string text, IReadOnlyList<TextSpan> lines)
    {
        _text = text;
        _lines = lines;
        _visible = text.ToCharArray();
        _comments = new InlineComments(text, _visible);
        _blocks = new LineBlock[lines.Count];
    }

    private enum Leaf
    {
        None,
        Paragraph,
        Fence,
        Code,
        Html,
    }

    /// <summary>Reads the structure of a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="visible">The text with hidden parts replaced by spaces.</param>
    /// <param name="unclosed">The opening of code, a comment or hidden HTML that is not closed.</param>
    public static LineBlock[] Read(string text, IReadOnlyList<TextSpan> lines, out string visible, out TextSpan? unclosed)
    {
        var structure = new BlockStructure(text, lines);
        var frontMatter = FrontMatter.LineCount(text, lines);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i < frontMatter)
            {
                structure.Hide(i, lines[i].Start, LineKind.FrontMatter);
            }
            else
            {
                structure.ReadLine(i);
            }
        }

        visible = new string(structure._visible);
        unclosed = structure._leaf == Leaf.Fence || (structure._leaf == Leaf.Html && structure._html!.Ends.Count > 0)
            ? structure._opening
            : null;
        return structure._blocks;
    }

    private void ReadLine(int index)
    {
        var cursor = new LineCursor(_text, _lines[index]);
        var matched = MatchContainers(cursor.Look());
        if (matched == _open.Count && ContinueLeaf(index, cursor))
        {
            return;
        }

        if (OpenBlocks(index, cursor, ref matched))
        {
            return;
        }

        var isLazy = matched < _open.Count && !cursor.IsBlank && _leaf == Leaf.Paragraph;
        if (!isLazy)
        {
            Close(matched);
        }

        ReadText(index, cursor);
        _blocks[index] = _blocks[index] with { IsLazy = isLazy };
    }

    /// <summary>The number of open containers that the line continues.</summary>
    private int MatchContainers(LineCursor cursor)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            var container = _open[i];
            if (container.IsQuote)
            {
                if (cursor.Indent >= CodeIndent || cursor.First != '>')
                {
                    return i;
                }

                SkipQuoteMark(cursor);
            }
            else if (cursor.IsBlank)
            {
                if (container.IsEmpty)
                {
                    return i;
                }

                cursor.MoveToText();
            }
            else if (cursor.Indent >= container.Indent)
            {
                cursor.SkipColumns(container.Indent);
            }
            else
            {
                return i;
            }

            cursor.Look();
        }

        return _open.Count;
    }

    private void SkipQuoteMark(LineCursor cursor)
    {
        cursor.MoveToText();
        _visible[cursor.Position] = ' ';
        cursor.Skip(1).Look();
        if (cursor.Indent > 0)
        {
            cursor.SkipColumns(1);
        }
    }

    /// <summary>Whether the line belongs to the open code or HTML.</summary>
    private bool ContinueLeaf(int index, LineCursor cursor)
    {
        switch (_leaf)
        {
            case Leaf.Fence:
                if (cursor.Indent < CodeIndent && _fence!.IsClosedBy(_text, TextSpan.FromBounds(cursor.TextStart, cursor.End)))
                {
                    _leaf = Leaf.None;
                }

                Hide(index, cursor.Position, LineKind.Code);
                return true;

            case Leaf.Code when cursor.IsBlank || cursor.Indent >= CodeIndent:
                Hide(index, cursor.Position, LineKind.Code);
                return true;

            case Leaf.Html when !cursor.IsBlank || _html!.Ends.Count > 0:
                ReadHtml(index, cursor);
                return true;

            case Leaf.Code or Leaf.Html:
                _leaf = Leaf.None;
                return false;

            default:
                return false;
        }
    }

    /// <summary>Opens the blocks that begin on the line; true if nothing of the line is left to read.</summary>
    private bool OpenBlocks(int index, LineCursor cursor, ref int matched)
    {
        while (!cursor.Look().IsBlank)
        {
            var inParagraph = _leaf == Leaf.Paragraph && matched == _open.Count;
            if (cursor.Indent >= CodeIndent)
            {
                if (_leaf == Leaf.Paragraph)
                {
                    return false;
                }

                Close(matched);
                _leaf = Leaf.Code;
                Hide(index, cursor.Position, LineKind.Code);
                return true;
            }

            var rest = TextSpan.FromBounds(cursor.TextStart, cursor.End);
            if (cursor.First == '>' && matched < MaximumContainers)
            {
                Close(matched);
                Open(new Container(++_containers, IsQuote: true, Indent: 0), ref matched);
                SkipQuoteMark(cursor);
            }
            else if (Fence.TryOpen(_text, rest) is { } fence)
            {
                Close(matched);
                (_leaf, _fence, _opening) = (Leaf.Fence, fence, Whitespace.Trim(_text, rest));
                Hide(index, cursor.Position, LineKind.Code);
                return true;
            }
            else if (HtmlBlock.TryOpen(_text, rest.Start, rest.End, interrupts: _leaf == Leaf.Paragraph) is { } html)
            {
                Close(matched);
                (_leaf, _html, _opening) = (Leaf.Html, html, Whitespace.Trim(_text, rest));
                ReadHtml(index, cursor);
                return true;
            }
            else if (inParagraph && !_isTable && Underline.LevelOf(_text, rest) is var level and > 0)
            {
                for (var i = _paragraphStart; i <= index; i++)
                {
                    _blocks[i] = _blocks[i] with { Heading = level, Paragraph = _paragraphs };
                }

                _leaf = Leaf.None;
                return true;
            }
            else if (Underline.IsRule(_text, rest))
            {
                Close(matched);
                _leaf = Leaf.None;
                return true;
            }
            else if (Heading.LevelOf(_text, rest) is var depth and > 0)
            {
                Close(matched);
                _leaf = Leaf.None;
                _blocks[index] = BlockOf(index) with { Heading = depth };
                _comments.Hide(rest);
                return true;
            }
            else if (ListMarker.TryRead(_text, rest, inParagraph, inParagraph && _rowsLackPipe) is { } marker && matched < MaximumContainers)
            {
                Close(matched);
                OpenItem(index, cursor, marker, ref matched);
            }
            else
            {
                return false;
            }
        }

        return false;
    }

    private void OpenItem(int index, LineCursor cursor, ListMarker marker, ref int matched)
    {
        const int maximumIndent = 4;
        var markerIndent = cursor.Indent;
        cursor.MoveToText();
        for (var i = 0; i < marker.Length; i++)
        {
            _visible[cursor.Position + i] = ' ';
        }

        cursor.Skip(marker.Length).Look();
        var indent = cursor.IsBlank || cursor.Indent > maximumIndent ? 1 : cursor.Indent;
        var isEmpty = cursor.IsBlank;
        cursor.SkipColumns(indent);
        Open(new Container(++_containers, IsQuote: false, markerIndent + marker.Length + indent) { IsEmpty = isEmpty }, ref matched);
        _blocks[index] = _blocks[index] with { StartsItem = true };
    }

    private void ReadText(int index, LineCursor cursor)
    {
        if (cursor.IsBlank)
        {
            _leaf = _leaf == Leaf.Paragraph ? Leaf.None : _leaf;
            _blocks[index] = BlockOf(index);
            return;
        }

        Fill();
        if (_leaf != Leaf.Paragraph)
        {
            _leaf = Leaf.Paragraph;
            _paragraphs++;
            _paragraphStart = index;
            _isTable = false;
            _rowsLackPipe = false;
        }

        var rest = TextSpan.FromBounds(cursor.TextStart, cursor.End);
        if (!_isTable && index > _paragraphStart && PipeRow.IsAlignment(_text, rest))
        {
            var header = Whitespace.Trim(_text, _lines[index - 1]);
            _isTable = _text.IndexOf('|', header.Start, header.Length) >= 0;
            _rowsLackPipe = _isTable && _text[rest.Start] != '|';
        }

        _blocks[index] = BlockOf(index) with { Paragraph = _paragraphs };
        _comments.Hide(rest);
    }

    private void ReadHtml(int index, LineCursor cursor)
    {
        Fill();
        var html = _html!;
        if (html.EndsIn(_text, cursor.Position, cursor.End))
        {
            _leaf = Leaf.None;
        }

        if (html == HtmlBlock.Comment)
        {
            // Text after a comment on the same line is visible.
            var end = _text.IndexOf("-->", cursor.Position, cursor.End - cursor.Position, StringComparison.Ordinal);
            var hiddenEnd = end < 0 ? cursor.End : end + "-->".Length;
            Hide(index, cursor.Position, LineKind.Comment, hiddenEnd);
            _comments.Hide(TextSpan.FromBounds(hiddenEnd, cursor.End));
        }
        else if (html.Kind == LineKind.HiddenHtml)
        {
            Hide(index, cursor.Position, LineKind.HiddenHtml);
        }
        else
        {
            _blocks[index] = BlockOf(index) with { Kind = LineKind.Html };
            _comments.Hide(TextSpan.FromBounds(cursor.Position, cursor.End));
        }
    }

    /// <summary>Marks the innermost container as not empty. No other container can be empty.</summary>
    private void Fill()
    {
        if (_open.Count > 0)
        {
            _open[_open.Count - 1].IsEmpty = false;
        }
    }

    private void Open(Container container, ref int matched)
    {
        _leaf = Leaf.None;
        Fill();
        _open.Add(container);
        matched = _open.Count;
    }

    /// <summary>Closes all containers after the first <paramref name="matched"/> ones, and the block that is open in them.</summary>
    private void Close(int matched)
    {
        if (matched < _open.Count)
        {
            _open.RemoveRange(matched, _open.Count - matched);
            _leaf = Leaf.None;
        }
    }

    private void Hide(int index, int start, LineKind kind, int end = -1)
    {
        _blocks[index] = BlockOf(index) with { Kind = kind };
        for (var i = start; i < (end < 0 ? _lines[index].End : end); i++)
        {
            _visible[i] = ' ';
        }
    }

    private LineBlock BlockOf(int index) => new()
    {
        Container = _open.Count == 0 ? 0 : _open[_open.Count - 1].Id,
        StartsItem = _blocks[index].StartsItem,
    };

    /// <summary>A quotation or a list item.</summary>
    private sealed record Container(int Id, bool IsQuote, int Indent)
    {
        /// <summary>Whether a list item has no content yet. A blank line ends such an item.</summary>
        public bool IsEmpty { get; set; }
    }
}

/// <summary>The blocks that a line is part of.</summary>
internal readonly record struct LineBlock
{
    /// <summary>The kind of the line.</summary>
    public LineKind Kind { get; init; }

    /// <summary>The innermost quotation or list item, numbered from 1; 0 if there is none.</summary>
    public int Container { get; init; }

    /// <summary>Whether the line continues the paragraph of a quotation or list item without repeating its marks.</summary>
    public bool IsLazy { get; init; }

    /// <summary>Whether a list item begins on the line.</summary>
    public bool StartsItem { get; init; }

    /// <summary>The paragraph or table, numbered from 1; 0 if there is none.</summary>
    public int Paragraph { get; init; }

    /// <summary>The level of the heading that the line is a part of, from 1 to 6; 0 if there is none.</summary>
    public int Heading { get; init; }
}
