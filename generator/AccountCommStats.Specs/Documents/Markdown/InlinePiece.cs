using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>A displayed character, or a mark of emphasis or of a link. A mark that takes effect is removed later.</summary>
/// <param name="Text">The displayed text.</param>
/// <param name="Span">The span in the document.</param>
/// <param name="IsCode">Whether it is inline code.</param>
/// <param name="IsBlank">Whether it is displayed as a space.</param>
internal readonly record struct InlinePiece(string Text, TextSpan Span, bool IsCode, bool IsBlank);

/// <summary>The pieces of a text, in order.</summary>
internal sealed class InlinePieces
{
    private readonly List<InlinePiece> _pieces = [];
    private HashSet<int>? _removed;

    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    /// <summary>The number of pieces, including removed ones.</summary>
    public int Count => _pieces.Count;

    /// <summary>The pieces that were not removed.</summary>
    public IEnumerable<InlinePiece> Kept => _removed is { } removed ? _pieces.Where((_, i) => !removed.Contains(i)) : _pieces;

    /// <summary>Adds a piece.</summary>
    public void Add(string text, TextSpan span, bool isCode = false)
        => _pieces.Add(new InlinePiece(text, span, isCode, text.Length == 1 && (Whitespace.IsBlank(text[0]) || char.IsControl(text[0]))));

    /// <summary>Adds a piece of one character.</summary>
    public void Add(char shown, TextSpan span, bool isCode = false)
        => Add(shown < Ascii.Length ? Ascii[shown] : shown.ToString(), span, isCode);

    /// <summary>Removes pieces.</summary>
    public void Remove(int start, int count)
    {
        _removed ??= [];
        for (var i = start; i < start + count; i++)
        {
            _removed.Add(i);
        }
    }
}
