using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>A document with its comments and fenced code blanked out, so that nothing in them is mistaken for content.</summary>
/// <remarks>Offsets are those of the document: what is hidden is replaced by as many blanks.</remarks>
internal sealed class VisibleText
{
    private readonly LineKind[] _kinds;

    /// <summary>Reads a document.</summary>
    public VisibleText(SourceFile file)
    {
        File = file;
        Lines = TextLines.Split(file.Text);
        var blanking = new HiddenTextBlanking(file.Text, Lines);
        Text = blanking.Blank();
        Unclosed = blanking.Unclosed;
        _kinds = blanking.Kinds;
    }

    /// <summary>The document.</summary>
    public SourceFile File { get; }

    /// <summary>The text that can be seen; as long as the document.</summary>
    public string Text { get; }

    /// <summary>The lines without their endings.</summary>
    public IReadOnlyList<TextSpan> Lines { get; }

    /// <summary>The opening of a comment or a fence that nothing closes.</summary>
    public TextSpan? Unclosed { get; }

    /// <summary>Whether nothing of a line can be seen.</summary>
    public bool IsBlank(int line) => Blanks.IsBlank(Text, Lines[line]);

    /// <summary>Whether a line is nothing but a comment or a part of one.</summary>
    public bool IsComment(int line) => _kinds[line] == LineKind.Commented && IsBlank(line);

    /// <summary>A span without the blanks around it.</summary>
    public TextSpan Trim(TextSpan span) => Blanks.Trim(Text, span);

    /// <summary>The text of a span.</summary>
    public string Of(TextSpan span) => Text.Substring(span.Start, span.Length);

    /// <summary>Whether a span holds a character.</summary>
    public bool Contains(TextSpan span, char c) => Text.IndexOf(c, span.Start, span.Length) >= 0;
}
