namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>What a line is in the block structure of a document.</summary>
internal enum LineKind : byte
{
    /// <summary>Text, a table, a heading, or a blank line.</summary>
    Text,

    /// <summary>Fenced or indented code.</summary>
    Code,

    /// <summary>A comment that begins its line.</summary>
    Comment,

    /// <summary>HTML that shows nothing of its Markdown: <c>&lt;pre&gt;</c>, <c>&lt;script&gt;</c>, declarations.</summary>
    HiddenHtml,

    /// <summary>HTML whose text is shown as it stands, up to the next blank line.</summary>
    Html,

    /// <summary>YAML or TOML in front of the document.</summary>
    FrontMatter,
}
