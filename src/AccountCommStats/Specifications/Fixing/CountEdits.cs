using System.Globalization;
using AccountCommStats.Specs.Documents;
using AccountCommStats.Specs.Documents.Counts;
using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specifications.Fixing;

/// <summary>Corrects what a document says about its number of columns.</summary>
internal static class CountEdits
{
    /// <summary>The edits of all counts that are wrong.</summary>
    public static IEnumerable<TextEdit> Of(VisibleText text, IReadOnlyList<ColumnTable> tables, bool[] isTableLine)
    {
        var statements = DocumentStatements.Read(text, isTableLine);
        var rowStarts = tables.SelectMany(table => table.Rows).Select(row => row.Row.Span.Start).ToList();
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

        return counts.Mismatches.SelectMany(mismatch => Edits(text.Text, mismatch));
    }

    private static IEnumerable<TextEdit> Edits(string text, CountMismatch mismatch)
    {
        var stated = mismatch.Stated.Text;
        var firstDigit = stated.AsSpan().IndexOfAnyInRange('0', '9');
        var number = new TextSpan(mismatch.Stated.Span.Start + firstDigit, stated.Length - firstDigit);
        yield return new TextEdit(number, mismatch.Actual.ToString(CultureInfo.InvariantCulture));

        // One column, two columns: the word goes along where it follows.
        var wordStart = number.End;
        while (wordStart < text.Length && text[wordStart] is ' ' or '\u00A0')
        {
            wordStart++;
        }

        var wordEnd = wordStart;
        while (wordEnd < text.Length && char.IsLetter(text[wordEnd]))
        {
            wordEnd++;
        }

        var word = text[wordStart..wordEnd];
        var right = mismatch.Actual == 1 ? Singular(word) : Plural(word);
        if (right is not null && right != word)
        {
            yield return new TextEdit(TextSpan.FromBounds(wordStart, wordEnd), right);
        }
    }

    private static string? Singular(string word) => word is "columns" or "fields" ? word[..^1] : null;

    private static string? Plural(string word) => word is "column" or "field" ? word + "s" : null;
}
