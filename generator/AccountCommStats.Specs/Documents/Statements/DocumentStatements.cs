using AccountCommStats.Specs.Documents.Counts;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Statements;

/// <summary>The headings of a document, and its statements outside column tables, such as <c>**Grain:** Account</c>.</summary>
/// <param name="Headings">The headings, in order.</param>
/// <param name="Metadata">The statements with known keys, in order.</param>
internal sealed record DocumentStatements(IReadOnlyList<Heading> Headings, IReadOnlyList<MetadataLine> Metadata)
{
    private const string PrimaryKey = "primary key";
    private const string GrainKey = "grain";
    private const string CompatibilityKey = "compatibility";

    /// <summary>The maximum length of a key in a heading, with emphasis.</summary>
    private const int LongestHeadingKey = 30;

    /// <summary>The title.</summary>
    public Heading? Title => Headings.FirstOrDefault(heading => heading.Level == 1 && heading.Text.Length > 0);

    /// <summary>
    /// The first line that names the primary key and has either a value after it or a list below it. If there is no such line, the first
    /// that names the key.
    /// </summary>
    public MetadataLine? Key { get; } = Find(Metadata, PrimaryKey);

    /// <summary>Every line that names a primary key.</summary>
    public IEnumerable<MetadataLine> Keys => Metadata.Where(statement => statement.Key == PrimaryKey);

    /// <summary>The line that says what a row stands for.</summary>
    public MetadataLine? Grain => Find(Metadata, GrainKey);

    /// <summary>The line that says how customers read the file.</summary>
    public MetadataLine? Compatibility => Find(Metadata, CompatibilityKey);

    /// <summary>Reads the lines outside column tables, and tables of statements.</summary>
    public static DocumentStatements Read(VisibleText text, DocumentTables tables)
    {
        var headings = new List<Heading>();
        var metadata = new List<MetadataLine>();
        var lines = new StatementLines(text, tables, line => IsStatement(text, line));
        for (var line = 0; line < text.Lines.Count; line++)
        {
            if (tables.IsTableLine(line) || text.IsBlank(line))
            {
                continue;
            }

            if (Heading.TryRead(text, line) is { } heading)
            {
                headings.Add(heading);
                AddHeading(metadata, text, heading, lines);
            }

            // Text above a line of hyphens is a heading in Markdown, but its author usually meant a statement.
            if (text.BlockOf(line) is not { Heading: > 0, Paragraph: 0 })
            {
                AddLine(metadata, text, line, lines);
            }
        }

        metadata.AddRange(MetadataTable.Read(text, tables.OtherTables).Select(WithUsualKey).Where(statement => IsKnown(statement.Key)));
        return new DocumentStatements(headings, [.. metadata.OrderBy(statement => statement.KeySpan.Start)]);
    }

    private static bool IsKnown(string key) => key is PrimaryKey or GrainKey or CompatibilityKey || CountStatements.IsTotalKey(key);

    private static MetadataLine WithUsualKey(MetadataLine statement) => statement with { Key = UsualKey(statement.Key) };

    private static string UsualKey(string key)
    {
        var remark = key.IndexOf('(');
        var bare = remark > 0 ? key.Substring(0, remark).TrimEnd() : key;
        return bare is "primary keys" or "composite primary key" or "composite key" or "pk" or PrimaryKey ? PrimaryKey : key;
    }

    private static void AddLine(List<MetadataLine> metadata, VisibleText text, int line, StatementLines lines)
    {
        foreach (var statement in MetadataLine.Read(text, text.Lines[line]).Select(WithUsualKey).Where(statement => IsKnown(statement.Key)))
        {
            metadata.Add(statement.Key is PrimaryKey or GrainKey || statement.Value.Length == 0
                ? WithValueOf(statement, lines, line, isHeading: false)
                : statement);
        }
    }

    /// <summary>Adds a heading that is a statement's key, such as <c>## Primary Key</c> with the columns below it.</summary>
    private static void AddHeading(List<MetadataLine> metadata, VisibleText text, Heading heading, StatementLines lines)
    {
        var colon = text.Text.IndexOf(':', heading.Text.Start, heading.Text.Length);
        var keySpan = TextSpan.FromBounds(heading.Text.Start, colon < 0 ? heading.Text.End : colon);
        if (keySpan.Length > LongestHeadingKey)
        {
            return;
        }

        var key = UsualKey(PlainText.Unwrapped(text.Text, keySpan).ToLowerInvariant());
        if (key is not (PrimaryKey or GrainKey) || (heading.IsUnderlined && colon >= 0))
        {
            return;
        }

        var value = text.Trim(TextSpan.FromBounds(colon < 0 ? heading.Text.End : colon + 1, heading.Text.End));
        var statement = new MetadataLine(key, keySpan, value);
        metadata.Add(WithValueOf(statement, lines, heading.LastLine, isHeading: true));
    }

    private static MetadataLine WithValueOf(MetadataLine statement, StatementLines lines, int line, bool isHeading)
    {
        if (!isHeading && !lines.IsLastOf(line, statement.Value))
        {
            return statement;
        }

        var isKey = statement.Key == PrimaryKey;
        var value = statement.Value.Length == 0 ? lines.ValueBelow(ref line, takesItem: !isKey)
            : isHeading ? statement.Value
            : lines.Wrapped(statement.Value, ref line);
        return statement with { Value = value, Items = isKey ? lines.Below(line, isHeading) : [], IsHeading = isHeading };
    }

    /// <summary>Whether a line is a statement itself and does not continue the one above it.</summary>
    private static bool IsStatement(VisibleText text, int line)
        => MetadataLine.Read(text, text.Lines[line]).Any(statement => statement.IsEmphasized || IsKnown(UsualKey(statement.Key)));

    private static MetadataLine? Find(IReadOnlyList<MetadataLine> metadata, string key)
        => metadata.FirstOrDefault(statement => statement.Key == key && (statement.Value.Length > 0 || statement.Items.Count > 0))
            ?? metadata.FirstOrDefault(statement => statement.Key == key);
}
