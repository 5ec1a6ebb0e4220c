using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>Splits Markdown into displayed pieces, in time linear in its length.</summary>
internal sealed class InlineReader(string text, TextSpan span, bool keepsBackticks)
{
    private readonly InlinePieces _pieces = new();
    private readonly Emphasis _emphasis = new();
    private readonly List<Bracket> _brackets = [];
    private readonly List<TextSpan> _code = CodeSpans.Find(text, span);
    private int _nextCode;

    /// <summary>The number of open brackets before the last link. They open no link, because a link cannot contain another.</summary>
    private int _deadBrackets;

    /// <summary>Reads the whole span.</summary>
    public InlinePieces Read()
    {
        for (var i = span.Start; i < span.End;)
        {
            i = ReadAt(i);
        }

        _emphasis.Resolve(_pieces, 0);
        return _pieces;
    }

    private int ReadAt(int i)
    {
        while (_nextCode < _code.Count && _code[_nextCode].Start < i)
        {
            _nextCode++;
        }

        if (_nextCode < _code.Count && _code[_nextCode].Start == i)
        {
            return ReadCode(_code[_nextCode++]);
        }

        switch (text[i])
        {
            case '\\' when i + 1 < span.End && IsAsciiPunctuation(text[i + 1]):
                _pieces.Add(text[i + 1], TextSpan.FromBounds(i, i + 2));
                return i + 2;

            case '\\' when i + 1 < span.End && text[i + 1] is '\r' or '\n':
                return i + 1;

            case '*' or '_':
                return ReadMarks(i);

            case '[':
                return AddBracket(i, 1);

            case '!' when i + 1 < span.End && text[i + 1] == '[':
                return AddBracket(i, 2);

            case ']':
                return CloseBracket(i);

            case '<':
                return ReadTag(i);

            case '&' when Entity.TryRead(text, i, span.End, out var end) is { } shown:
                _pieces.Add(shown, TextSpan.FromBounds(i, end));
                return end;

            default:
                return AddCharacter(i, isCode: false);
        }
    }

    private int AddCharacter(int i, bool isCode)
    {
        if (!char.IsSurrogate(text[i]))
        {
            _pieces.Add(text[i], new TextSpan(i, 1), isCode);
            return i + 1;
        }

        var isPair = char.IsHighSurrogate(text[i]) && i + 1 < span.End && char.IsLowSurrogate(text[i + 1]);
        var length = isPair ? 2 : 1;
        _pieces.Add(isPair ? text.Substring(i, 2) : "\uFFFD", new TextSpan(i, length), isCode);
        return i + length;
    }

    private int ReadCode(TextSpan code)
    {
        var content = CodeSpans.Content(text, code);
        if (keepsBackticks)
        {
            AddAll(TextSpan.FromBounds(code.Start, content.Start));
        }

        for (var i = content.Start; i < content.End;)
        {
            // An escaped pipe is the only escape inside code: without the backslash, the pipe would split the cell of a table.
            var isPipe = text[i] == '\\' && i + 1 < content.End && text[i + 1] == '|';
            if (isPipe)
            {
                _pieces.Add("|", new TextSpan(i, 2), isCode: true);
            }

            i = isPipe ? i + 2 : AddCharacter(i, isCode: true);
        }

        if (keepsBackticks)
        {
            AddAll(TextSpan.FromBounds(content.End, code.End));
        }

        return code.End;
    }

    private void AddAll(TextSpan part)
    {
        for (var i = part.Start; i < part.End; i++)
        {
            AddCharacter(i, isCode: true);
        }
    }

    private int ReadMarks(int start)
    {
        var end = start;
        while (end < span.End && text[end] == text[start])
        {
            end++;
        }

        _emphasis.Add(
            text[start], _pieces.Count, end - start, start > span.Start ? text[start - 1] : ' ', end < span.End ? text[end] : ' ');
        for (var i = start; i < end; i++)
        {
            AddCharacter(i, isCode: false);
        }

        return end;
    }

    private int ReadTag(int start)
    {
        var end = HtmlTag.End(text, start, span.End);
        if (end > 0)
        {
            if (HtmlTag.Name(text, start, span.End) == "br")
            {
                _pieces.Add(" ", TextSpan.FromBounds(start, end));
            }

            return end;
        }

        end = AutolinkEnd(start);
        if (end < 0)
        {
            return AddCharacter(start, isCode: false);
        }

        for (var i = start + 1; i < end - 1;)
        {
            i = AddCharacter(i, isCode: false);
        }

        return end;
    }

    /// <summary>The offset after <c>&lt;https://example.com&gt;</c> or <c>&lt;a@example.com&gt;</c>; -1 if it is neither.</summary>
    private int AutolinkEnd(int start)
    {
        var hasMark = false;
        for (var i = start + 1; i < span.End; i++)
        {
            switch (text[i])
            {
                case '>':
                    return hasMark && i > start + 1 ? i + 1 : -1;
                case '<' or ' ' or '\t' or '\r' or '\n':
                    return -1;
                case ':' or '@':
                    hasMark |= i > start + 2 && SqlIdentifier.IsLetter(text[start + 1]);
                    break;
            }
        }

        return -1;
    }

    private int AddBracket(int start, int length)
    {
        _brackets.Add(new Bracket(_pieces.Count, length, _emphasis.Count));
        for (var i = 0; i < length; i++)
        {
            AddCharacter(start + i, isCode: false);
        }

        return start + length;
    }

    /// <summary>If a destination follows the bracket, ends the link and keeps only its text.</summary>
    private int CloseBracket(int i)
    {
        var last = _brackets.Count - 1;
        if (last < 0)
        {
            return AddCharacter(i, isCode: false);
        }

        var bracket = _brackets[last];
        _brackets.RemoveAt(last);
        var isDead = bracket.Length == 1 && last < _deadBrackets;
        _deadBrackets = Math.Min(_deadBrackets, last);
        var end = isDead ? -1 : LinkTarget.End(text, i + 1, span.End);
        if (end < 0)
        {
            return AddCharacter(i, isCode: false);
        }

        _emphasis.Resolve(_pieces, bracket.Marks);
        _pieces.Remove(bracket.Piece, bracket.Length);
        if (bracket.Length == 1)
        {
            _deadBrackets = last;
        }

        return end;
    }

    private static bool IsAsciiPunctuation(char c)
        => c is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');

    /// <summary>The opening of a link or an image.</summary>
    /// <param name="Piece">Its first piece.</param>
    /// <param name="Length">The number of its pieces; two for an image.</param>
    /// <param name="Marks">The number of runs of marks before it.</param>
    private sealed record Bracket(int Piece, int Length, int Marks);
}
