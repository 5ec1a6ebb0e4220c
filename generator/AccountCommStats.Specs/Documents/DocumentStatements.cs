using AccountCommStats.Specs.Documents.Counts;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents;

/// <summary>What a document states outside its tables: headings and lines such as <c>**Grain:** Account</c>.</summary>
/// <param name="Headings">The headings, in order.</param>
/// <param name="Metadata">The lines whose keys mean something to the reader, in order.</param>
internal sealed record DocumentStatements(IReadOnlyList<Heading> Headings, IReadOnlyList<MetadataLine> Metadata)
{
    private const string PrimaryKey = "primary key";
    private const string GrainKey = "grain";
    private const string CompatibilityKey = "compatibility";

    /// <summary>Enough for a key with emphasis around it.</summary>
    private const int LongestHeadingKey = 20;

    /// <summary>The title.</summary>
    public Heading? Title => Headings.FirstOrDefault(heading => heading.Level == 1 && heading.Text.Length > 0);

    /// <summary>The line that names the primary key, the first with a value if there is one.</summary>
    public MetadataLine? Key => Find(PrimaryKey);

    /// <summary>The line that says what a row stands for.</summary>
    public MetadataLine? Grain => Find(GrainKey);

    /// <summary>The line that says how customers read the file.</summary>
    public MetadataLine? Compatibility => Find(CompatibilityKey);

    /// <summary>Reads the lines that no column table holds.</summary>
    public static DocumentStatements Read(VisibleText text, bool[] isTableLine)
    {
        var headings = new List<Heading>();
        var metadata = new List<MetadataLine>();
        for (var line = 0; line < text.Lines.Count; line++)
        {
            if (isTableLine[line] || text.IsBlank(line))
            {
                continue;
            }

            if (Heading.TryRead(text, line) is { } heading)
            {
                headings.Add(heading);
                AddHeading(metadata, text, heading, isTableLine);
            }
            else
            {
                AddLine(metadata, text, line, isTableLine);
            }
        }

        return new DocumentStatements(headings, metadata);
    }

    private static bool IsKnown(string key) => key is PrimaryKey or GrainKey or CompatibilityKey || CountStatements.IsTotalKey(key);

    private static void AddLine(List<MetadataLine> metadata, VisibleText text, int line, bool[] isTableLine)
    {
        foreach (var statement in MetadataLine.Read(text, text.Lines[line]).Where(statement => IsKnown(statement.Key)))
        {
            var hasValue = statement.Value.Length > 0;
            metadata.Add(hasValue ? statement : statement with { Value = ValueBelow(text, line, isTableLine) });
        }
    }

    /// <summary>A key may also be a heading of its own: <c>## Primary Key</c>, and below it the columns.</summary>
    private static void AddHeading(List<MetadataLine> metadata, VisibleText text, Heading heading, bool[] isTableLine)
    {
        var colon = text.Text.IndexOf(':', heading.Text.Start, heading.Text.Length);
        var keySpan = TextSpan.FromBounds(heading.Text.Start, colon < 0 ? heading.Text.End : colon);
        if (keySpan.Length > LongestHeadingKey)
        {
            return;
        }

        var key = PlainText.Unwrapped(text.Text, keySpan).ToLowerInvariant();
        if (key is not (PrimaryKey or GrainKey))
        {
            return;
        }

        var value = colon < 0
            ? ValueBelow(text, heading.Line, isTableLine)
            : text.Trim(TextSpan.FromBounds(colon + 1, heading.Text.End));
        metadata.Add(new MetadataLine(key, keySpan, value));
    }

    /// <summary>The next line with text, unless a heading or a table comes first.</summary>
    private static TextSpan ValueBelow(VisibleText text, int line, bool[] isTableLine)
    {
        var next = line + 1;
        while (next < text.Lines.Count && text.IsBlank(next))
        {
            next++;
        }

        var isValue = next < text.Lines.Count && !isTableLine[next] && Heading.TryRead(text, next) is null;
        return isValue ? text.Trim(text.Lines[next]) : new TextSpan(text.Lines[line].End, 0);
    }

    private MetadataLine? Find(string key)
        => Metadata.FirstOrDefault(statement => statement.Key == key && statement.Value.Length > 0)
            ?? Metadata.FirstOrDefault(statement => statement.Key == key);
}
