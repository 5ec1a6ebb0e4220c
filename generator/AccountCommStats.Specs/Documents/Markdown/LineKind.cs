namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>The kind of a line in the block structure of a document.</summary>
internal enum LineKind : byte
{
    /// <summary>Text, a table, a heading, or a blank line.</summary>
    Text,

    /// <summary>Fenced or indented code.</summary>
    Code,

    /// <summary>A comment that begins its line.</summary>
    Comment,

    /// <summary>HTML in which Markdown is not rendered: <c>&lt;pre&gt;</c>, <c>&lt;script&gt;</c>, declarations.</summary>
    HiddenHtml,

    /// <summary>HTML whose text is shown verbatim, up to the next blank line.</summary>
    Html,

    /// <summary>YAML or TOML at the beginning of the document.</summary>
    FrontMatter,
}
