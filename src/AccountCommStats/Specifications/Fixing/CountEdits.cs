using System.Globalization;
using AccountCommStats.Specs.Documents.Statements;
using AccountCommStats.Specs.Documents.Counts;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Documents.Tables;

namespace AccountCommStats.Specifications.Fixing;

/// <summary>Corrects what a document says about its number of columns.</summary>
internal static class CountEdits
{
    /// <summary>The edits of all counts that are wrong.</summary>
    public static IEnumerable<TextEdit> Of(VisibleText text, DocumentTables tables)
    {
        var statements = DocumentStatements.Read(text, tables);
        var rowStarts = tables.ColumnTables.SelectMany(table => table.Rows).Select(row => row.Row.Span.Start).ToList();
        if (rowStarts.Count == 0)
        {
            return [];
        }

        var counts = new CountRules(text, statements.Headings, rowStarts, new DocumentFindings(text.File));
        counts.CheckHeadings();
        foreach (var statement in statements.Metadata)
        {
            counts.CheckStatement(statement);
        }

        return counts.Mismatches.SelectMany(Edits);
    }

    private static IEnumerable<TextEdit> Edits(CountMismatch mismatch)
    {
        var stated = mismatch.Stated;
        if (stated.Digits is not { } digits)
        {
            yield break;
        }

        yield return new TextEdit(digits, mismatch.Actual.ToString(CultureInfo.InvariantCulture));

        // The word after the number gets its plural form: 1 column, 2 columns.
        var right = mismatch.Actual == 1 ? Singular(stated.Unit) : Plural(stated.Unit);
        if (right is not null && right != stated.Unit && stated.UnitSpan is { } word)
        {
            yield return new TextEdit(word, right);
        }
    }

    private static string? Singular(string word) => word is "columns" or "fields" ? word[..^1] : null;

    private static string? Plural(string word) => word is "column" or "field" ? word + "s" : null;
}
