using System.Text;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>The displayed text of a cell, a heading or a paragraph, with the span of each character in the document.</summary>
/// <remarks>
/// Emphasis, links, tags and backslashes are removed, entities are resolved, and inline code is kept verbatim. Whitespace is collapsed;
/// control characters and unpaired surrogates are replaced.
/// </remarks>
internal sealed class InlineText
{
    private readonly StringBuilder _text = new();
    private readonly List<TextSpan> _spans = [];
    private readonly List<bool> _isCode = [];

    private InlineText(InlinePieces pieces)
    {
        foreach (var piece in pieces.Kept)
        {
            if (piece.IsBlank)
            {
                if (_text.Length > 0 && _text[_text.Length - 1] != ' ')
                {
                    Append(" ", piece);
                }
            }
            else
            {
                Append(piece.Text, piece);
            }
        }

        if (_text.Length > 0 && _text[_text.Length - 1] == ' ')
        {
            _text.Length--;
        }

        Text = _text.ToString();
    }

    /// <summary>The displayed text.</summary>
    public string Text { get; }

    /// <summary>Reads Markdown.</summary>
    /// <param name="text">The document.</param>
    /// <param name="span">The span to read.</param>
    /// <param name="keepsBackticks">Whether inline code keeps the backticks around it.</param>
    public static InlineText Of(string text, TextSpan span, bool keepsBackticks = false)
        => new(new InlineReader(text, Whitespace.Trim(text, span), keepsBackticks).Read());

    /// <summary>Whether a character is inline code.</summary>
    public bool IsCode(int index) => _isCode[index];

    /// <summary>The document span of a part of the displayed text, including any marks inside it.</summary>
    public TextSpan SpanOf(int start, int length)
        => length == 0
            ? new TextSpan(start < _spans.Count ? _spans[start].Start : 0, 0)
            : TextSpan.FromBounds(_spans[start].Start, _spans[start + length - 1].End);

    /// <summary>The document span of a part of the displayed text, if the document writes that part as it is displayed; otherwise null.</summary>
    public TextSpan? WrittenSpanOf(int start, int length)
        => length > 0 && SpanOf(start, length) is var span && span.Length == length ? span : null;

    private void Append(string shown, InlinePiece piece)
    {
        foreach (var c in shown)
        {
            _text.Append(c);
            _spans.Add(piece.Span);
            _isCode.Add(piece.IsCode);
        }
    }
}
