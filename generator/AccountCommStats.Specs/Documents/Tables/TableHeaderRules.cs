using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Tables;

/// <summary>Checks the header of a column table.</summary>
internal static class TableHeaderRules
{
    /// <summary>Reports a table that viewers do not show, and headers that are missing or repeated.</summary>
    public static void Check(VisibleText text, ColumnTable table, DocumentFindings findings)
    {
        var header = table.Header;
        if (table.Hidden is { } reason && table.Rows.Count > 0)
        {
            findings.Add(
                DocumentRules.HiddenTable,
                header.Row.Span,
                $"The table is read, but Markdown viewers show its lines as text: {reason}.");
        }

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
        var misspelled = header.Unknown.Where(cell => Resembles(text, cell, missing)
            || header.Foreign.Exists(foreign => foreign.Cell == cell && missing.Contains(foreign.Field))).ToList();
        var written = MessageText.List([.. misspelled.Select(cell => MessageText.Quote(PlainText.Of(text.Text, cell)))]);
        var (place, problem) = misspelled.Count > 0
            ? (misspelled[0], $"{(misspelled.Count == 1 ? "a header" : "the headers")} {written} and no {names}")
            : (header.Row.Span, $"no header {names}");
        findings.Add(
            DocumentRules.MissingHeader,
            place,
            $"The table has {problem}; a column table needs #, Column Name, Data Type, Nullable and Source Table (or Source).");
    }

    private static bool Resembles(VisibleText text, TextSpan cell, List<ColumnField> fields)
        => NearestName.Of(text.Of(cell), fields.Select(TableHeader.NameOf)) is not null;
}
