using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>What hides a line, if anything does.</summary>
internal enum LineKind : byte
{
    /// <summary>Nothing.</summary>
    Visible,

    /// <summary>It is part of fenced code.</summary>
    Fenced,

    /// <summary>A comment hides it or a part of it.</summary>
    Commented,
}

/// <summary>Blanks comments and fenced code out of a document in one pass over its lines.</summary>
internal sealed class HiddenTextBlanking(string text, IReadOnlyList<TextSpan> lines)
{
    private const string CommentStart = "<!--";
    private const string CommentEnd = "-->";

    private readonly char[] _visible = text.ToCharArray();
    private Fence? _fence;
    private bool _inComment;
    private int _commentEnd;

    /// <summary>What hides each line.</summary>
    public LineKind[] Kinds { get; } = new LineKind[lines.Count];

    /// <summary>The opening of a comment or a fence that nothing closes.</summary>
    public TextSpan? Unclosed { get; private set; }

    /// <summary>The text with what is hidden replaced by blanks.</summary>
    public string Blank()
    {
        TextSpan? opening = null;
        for (var i = 0; i < lines.Count; i++)
        {
            var wasHiding = _fence is not null || _inComment;
            BlankLine(i);
            var hides = _fence is not null || _inComment;
            opening = !hides ? null : wasHiding && opening is not null ? opening : Blanks.Trim(text, lines[i]);
        }

        Unclosed = opening;
        return new string(_visible);
    }

    private void BlankLine(int index)
    {
        var line = lines[index];
        if (_fence is { } fence)
        {
            Hide(index, line, LineKind.Fenced);
            if (fence.IsClosedBy(text, line))
            {
                _fence = null;
            }
        }
        else if (!_inComment && Fence.TryOpen(text, line) is { } opened)
        {
            Hide(index, line, LineKind.Fenced);
            _fence = opened;
        }
        else
        {
            BlankComments(index, line);
        }
    }

    private void BlankComments(int index, TextSpan line)
    {
        var from = line.Start;
        if (_inComment)
        {
            var end = text.IndexOf(CommentEnd, from, line.Length, StringComparison.Ordinal);
            if (end < 0)
            {
                Hide(index, line, LineKind.Commented);
                return;
            }

            from = end + CommentEnd.Length;
            Hide(index, TextSpan.FromBounds(line.Start, from), LineKind.Commented);
            _inComment = false;
        }

        var start = IndexOfCommentStart(from, line.End);
        if (start < 0)
        {
            return;
        }

        var code = CodeSpans.Find(text, line);
        var nextCode = 0;
        for (; start >= 0; start = IndexOfCommentStart(from, line.End))
        {
            while (nextCode < code.Count && code[nextCode].End <= start)
            {
                nextCode++;
            }

            if (nextCode < code.Count && code[nextCode].Start < start)
            {
                from = code[nextCode].End;
                continue;
            }

            var end = IndexOfCommentEnd(start + 2);
            if (end >= 0 && end < line.End)
            {
                from = end + CommentEnd.Length;
                Hide(index, TextSpan.FromBounds(start, from), LineKind.Commented);
            }
            else if (Blanks.SkipForward(text, line.Start, line.End) == start)
            {
                // Only a comment that begins its line goes on over several, as in every Markdown viewer.
                Hide(index, TextSpan.FromBounds(start, line.End), LineKind.Commented);
                _inComment = true;
                return;
            }
            else
            {
                from = start + CommentStart.Length;
            }
        }
    }

    private int IndexOfCommentStart(int from, int end)
        => from >= end ? -1 : text.IndexOf(CommentStart, from, end - from, StringComparison.Ordinal);

    /// <summary>The next end of a comment; remembered, so that many openings do not each search the whole text.</summary>
    private int IndexOfCommentEnd(int from)
    {
        if (_commentEnd >= 0 && _commentEnd < from)
        {
            _commentEnd = from > text.Length ? -1 : text.IndexOf(CommentEnd, from, StringComparison.Ordinal);
        }

        return _commentEnd;
    }

    private void Hide(int index, TextSpan span, LineKind kind)
    {
        Kinds[index] = kind;
        for (var i = span.Start; i < span.End; i++)
        {
            _visible[i] = ' ';
        }
    }
}
