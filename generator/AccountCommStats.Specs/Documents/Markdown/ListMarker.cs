using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Markdown;

/// <summary>The mark of a list item: a bullet, or a number with a period or a parenthesis.</summary>
/// <param name="Length">The number of its characters.</param>
internal readonly record struct ListMarker(int Length)
{
    private const int MaximumDigits = 9;

    /// <summary>The mark that a line begins with; null if it has none.</summary>
    /// <param name="text">The document.</param>
    /// <param name="line">The line from its first non-blank character.</param>
    /// <param name="interrupts">
    /// Whether a paragraph is open. Only a bullet or the number 1 can end a paragraph, and only if the item has text.
    /// </param>
    /// <param name="inTable">Whether a table is open. Its rows may begin with a number.</param>
    public static ListMarker? TryRead(string text, TextSpan line, bool interrupts, bool inTable)
    {
        var length = text[line.Start] is '-' or '+' or '*' ? 1 : NumberLength(text, line);
        var end = line.Start + length;
        if (length == 0 || (end < line.End && text[end] is not (' ' or '\t')))
        {
            return null;
        }

        var isFirst = length == 1 || (length == 2 && text[line.Start] == '1');
        var content = Whitespace.SkipForward(text, end, line.End);

        // A row without outer pipes may begin with its number: 2. | total | integer.
        var isRow = inTable && length > 1 && content < line.End && text[content] == '|';
        return isRow || (interrupts && (!isFirst || content == line.End)) ? null : new ListMarker(length);
    }

    private static int NumberLength(string text, TextSpan line)
    {
        var digits = 0;
        while (digits < line.Length && SqlIdentifier.IsDigit(text[line.Start + digits]))
        {
            digits++;
        }

        return digits is > 0 and <= MaximumDigits && digits < line.Length && text[line.Start + digits] is '.' or ')' ? digits + 1 : 0;
    }
}
