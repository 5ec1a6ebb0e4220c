using AccountCommStats.Specs.Documents.Cells;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Keys;

/// <summary>Reads and checks the primary key of a document.</summary>
internal sealed class PrimaryKeyRules(VisibleText text, IReadOnlyList<DocumentColumn> columns, DocumentFindings findings)
{
    private readonly Dictionary<string, DocumentColumn> _columns =
        columns.ToDictionary(column => column.Name.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>The key's columns, as far as the tables list them.</summary>
    /// <param name="statement">The primary key line; null if the document has none.</param>
    /// <param name="title">Where to report that there is none.</param>
    public IReadOnlyList<Located<string>> Read(MetadataLine? statement, TextSpan title)
    {
        var key = statement is null ? null : PrimaryKeyParser.Read(text.Text, statement.Value);
        if (key is null || key.Columns.Count == 0)
        {
            findings.Add(
                DocumentRules.MissingKey,
                statement?.KeySpan ?? title,
                "The document names no primary key; write a line such as **Primary Key:** `account_id` below the title.");
            return [];
        }

        if (key.Alternatives is { } alternatives)
        {
            var taken = MessageText.List([.. key.Columns.Select(column => MessageText.Quote(column.Value))]);
            findings.Add(
                DocumentRules.AlternativeKeys,
                alternatives,
                $"The primary key offers alternatives; {taken} is taken. Name only one key, several columns of it joined by +.");
        }

        return CheckColumns(key.Columns);
    }

    private List<Located<string>> CheckColumns(IReadOnlyList<Located<string>> names)
    {
        var key = new List<Located<string>>();
        foreach (var name in names)
        {
            if (!_columns.TryGetValue(name.Value, out var column))
            {
                var meant = NearestName.Of(name.Value, _columns.Keys);
                var advice = meant is null ? "name a column of the document." : $"did you mean {MessageText.Quote(meant)}?";
                var message = $"The primary key names the column {MessageText.Quote(name.Value)}, which no table lists; {advice}";
                findings.Add(DocumentRules.UnknownKeyColumn, name.Span, message);
            }
            else if (key.Find(part => part.Value == column.Name.Value) is { } first)
            {
                var message = $"The primary key names the column {MessageText.Quote(name.Value)} twice; name it once.";
                findings.Add(DocumentRules.RepeatedKeyColumn, name.Span, message, first.Span);
            }
            else
            {
                key.Add(new Located<string>(column.Name.Value, name.Span));
                CheckNullable(column, name.Span);
            }
        }

        return key;
    }

    private void CheckNullable(DocumentColumn column, TextSpan name)
    {
        // A Nullable cell that could not be read stands as nullable and has been reported.
        var isWritten = NullableParser.TryRead(PlainText.Unwrapped(text.Text, column.IsNullable.Span)) is not null;
        if (column.IsNullable.Value && isWritten)
        {
            var message = $"The column {MessageText.Quote(column.Name.Value)} is part of the primary key and must not be nullable; write No.";
            findings.Add(DocumentRules.NullableKeyColumn, column.IsNullable.Span, message, name);
        }
    }
}
