using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>A document with its comments and code replaced by spaces, so that nothing in them is mistaken for content.</summary>
/// <remarks>Offsets are those of the document: each hidden character is replaced by one space.</remarks>
internal sealed class VisibleText
{
    private readonly LineBlock[] _blocks;

    /// <summary>Reads a document.</summary>
    public VisibleText(SourceFile file)
    {
        File = file;
        Lines = TextLines.Split(file.Text);
        _blocks = BlockStructure.Read(file.Text, Lines, out var visible, out var unclosed);
        Text = visible;
        Unclosed = unclosed;
    }

    /// <summary>The document.</summary>
    public SourceFile File { get; }

    /// <summary>The visible text. It has the same length as the document.</summary>
    public string Text { get; }

    /// <summary>The lines without their endings.</summary>
    public IReadOnlyList<TextSpan> Lines { get; }

    /// <summary>The opening of a comment, code or hidden HTML that is not closed.</summary>
    public TextSpan? Unclosed { get; }

    /// <summary>The blocks that a line is part of.</summary>
    public LineBlock BlockOf(int line) => _blocks[line];

    /// <summary>Whether a line has no visible text.</summary>
    public bool IsBlank(int line) => Whitespace.IsBlank(Text, Lines[line]);

    /// <summary>A span without surrounding whitespace.</summary>
    public TextSpan Trim(TextSpan span) => Whitespace.Trim(Text, span);

    /// <summary>The text of a span.</summary>
    public string Of(TextSpan span) => Text.Substring(span.Start, span.Length);

    /// <summary>Whether a span contains a character.</summary>
    public bool Contains(TextSpan span, char c) => Text.IndexOf(c, span.Start, span.Length) >= 0;
}
