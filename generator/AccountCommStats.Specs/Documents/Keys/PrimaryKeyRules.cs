using AccountCommStats.Specs.Documents.Cells;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Documents.Statements;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Keys;

/// <summary>Reads and checks the primary key of a document.</summary>
internal sealed class PrimaryKeyRules(VisibleText text, IReadOnlyList<DocumentColumn> columns, DocumentFindings findings)
{
    private readonly Dictionary<string, DocumentColumn> _columns =
        columns.ToDictionary(column => column.Name.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the primary key, reports its errors, and returns those of its columns that the tables list.</summary>
    /// <param name="statements">The statements of the document.</param>
    /// <param name="title">The location of the finding if there is no key.</param>
    public IReadOnlyList<Located<string>> Read(DocumentStatements statements, TextSpan title)
    {
        var tokens = new PrimaryKeyTokens(text.Text, _columns.ContainsKey);
        var key = statements.Key is { } line ? PrimaryKeyParser.Read(line, tokens) : null;
        if (key is null || key.Columns.Count == 0)
        {
            findings.Add(
                DocumentRules.MissingKey,
                statements.Key?.KeySpan ?? title,
                "The document names no primary key; write a line such as **Primary Key:** `account_id` below the title.");
            return [];
        }

        if (key.Alternatives is { } alternatives)
        {
            var taken = MessageText.List([.. key.Columns.Select(column => MessageText.Quote(column.Value))]);
            findings.Add(
                DocumentRules.AlternativeKeys,
                alternatives,
                $"The primary key offers alternatives; {taken} is used. Name only one key; if it has several columns, join them with +.");
        }

        var others = statements.Keys.Where(statement => !ReferenceEquals(statement, statements.Key)).SelectMany(statement => PrimaryKeyParser.Read(statement, tokens).Tokens);
        CheckUnread(key, others);
        return CheckColumns(key.Columns);
    }

    /// <summary>Reports columns that a key line names but that are not part of the key.</summary>
    private void CheckUnread(PrimaryKeyStatement key, IEnumerable<PrimaryKeyToken> others)
    {
        var names = new HashSet<string>(key.Columns.Select(column => column.Value), StringComparer.OrdinalIgnoreCase);
        foreach (var token in key.Tokens.Concat(others))
        {
            var isOffered = key.Alternatives is { } offered && token.Span.Start >= offered.Start && token.Span.End <= offered.End;
            if (token.Kind != PrimaryKeyTokenKind.Filler && _columns.ContainsKey(token.Text) && !isOffered && names.Add(token.Text))
            {
                var taken = MessageText.List([.. key.Columns.Select(column => MessageText.Quote(column.Value))]);
                findings.Add(
                    DocumentRules.UnreadKeyColumn,
                    token.Span,
                    $"The primary key line names the column {MessageText.Quote(token.Text)}, which is not part of the key: the key is {taken}. Join the"
                        + " columns of the key by +, and name no others in the line.");
            }
        }
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
        // A Nullable cell that could not be read counts as nullable, but it has already been reported.
        var isWritten = NullableParser.TryRead(PlainText.Unwrapped(text.Text, column.IsNullable.Span)) is not null;
        if (column.IsNullable.Value && isWritten)
        {
            var message = $"The column {MessageText.Quote(column.Name.Value)} is part of the primary key and must not be nullable; write No.";
            findings.Add(DocumentRules.NullableKeyColumn, column.IsNullable.Span, message, name);
        }
    }
}
