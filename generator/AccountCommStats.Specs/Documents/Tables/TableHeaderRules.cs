using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>Checks the header of a column table.</summary>
internal static class TableHeaderRules
{
    /// <summary>Reports headers that are missing or there twice.</summary>
    public static void Check(VisibleText text, TableHeader header, DocumentFindings findings)
    {
        foreach (var (field, cell) in header.Repeated)
        {
            findings.Add(DocumentRules.RepeatedHeader, cell, $"The table has {TableHeader.NameOf(field)} twice; keep one of the two.");
        }

        var missing = TableHeader.RequiredFields.Where(field => !header.Has(field)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var names = MessageText.List([.. missing.Select(field => MessageText.Quote(TableHeader.NameOf(field)))]);
        var misspelled = header.Unknown.FirstOrDefault(cell => Resembles(text, cell, missing));
        var (place, problem) = misspelled.Length > 0
            ? (misspelled, $"a header {MessageText.Quote(PlainText.Of(text.Text, misspelled))} and no {names}")
            : (header.Row.Span, $"no header {names}");
        findings.Add(
            DocumentRules.MissingHeader,
            place,
            $"The table has {problem}; a column table needs #, Column Name, Data Type, Nullable and Source Table (or Source).");
    }

    private static bool Resembles(VisibleText text, TextSpan cell, List<ColumnField> fields)
        => NearestName.Of(text.Of(cell), fields.Select(TableHeader.NameOf)) is not null;
}
