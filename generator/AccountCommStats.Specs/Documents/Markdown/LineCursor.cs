using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>A position in a line, with its column. A tab advances the column to the next multiple of four.</summary>
internal sealed class LineCursor(string text, TextSpan line)
{
    private const int TabStop = 4;

    private int _column;

    /// <summary>How many columns of the tab before the position are not consumed yet.</summary>
    private int _restOfTab;

    /// <summary>Offset of the next character.</summary>
    public int Position { get; private set; } = line.Start;

    /// <summary>The end of the line.</summary>
    public int End => line.End;

    /// <summary>The indentation of the text, in columns.</summary>
    public int Indent { get; private set; }

    /// <summary>Offset of the first character that is not a space or tab.</summary>
    public int TextStart { get; private set; }

    /// <summary>Whether the rest of the line has no text.</summary>
    public bool IsBlank => TextStart == End;

    /// <summary>The first character of the text; a line feed if there is none.</summary>
    public char First => IsBlank ? '\n' : text[TextStart];

    /// <summary>Finds the first character at or after the current position that is not a space or tab.</summary>
    public LineCursor Look()
    {
        var column = _column + _restOfTab;
        for (TextStart = Position; TextStart < End && text[TextStart] is ' ' or '\t'; TextStart++)
        {
            column += text[TextStart] == '\t' ? TabStop - (column % TabStop) : 1;
        }

        Indent = column - _column;
        return this;
    }

    /// <summary>Moves to <see cref="TextStart"/>.</summary>
    public LineCursor MoveToText()
    {
        _column += Indent;
        _restOfTab = 0;
        Position = TextStart;
        return this;
    }

    /// <summary>Moves past characters other than tabs.</summary>
    public LineCursor Skip(int characters)
    {
        _column += characters;
        Position += characters;
        return this;
    }

    /// <summary>Moves past a number of columns of spaces and tabs.</summary>
    public LineCursor SkipColumns(int columns)
    {
        for (; columns > 0 && (_restOfTab > 0 || Position < End); columns--)
        {
            if (_restOfTab == 0)
            {
                _restOfTab = text[Position] == '\t' ? TabStop - (_column % TabStop) : 1;
                Position++;
            }

            _restOfTab--;
            _column++;
        }

        return this;
    }
}
