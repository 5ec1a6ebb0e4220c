using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Tables;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Statements;

/// <summary>Finds the lines that continue a statement: the rest of its paragraph, and the list or short paragraphs below it.</summary>
/// <param name="text">The document.</param>
/// <param name="tables">Its tables.</param>
/// <param name="isStatement">Whether a line is a statement itself.</param>
internal sealed class StatementLines(VisibleText text, DocumentTables tables, Func<int, bool> isStatement)
{
    /// <summary>The maximum length of a paragraph that is a value of the heading above it. A longer paragraph is an explanation.</summary>
    private const int LongestName = 80;

    /// <summary>
    /// Caches whether a line is a statement. A line can hold many statements, and the line below is looked up for each of them.
    /// </summary>
    private readonly Dictionary<int, bool> _isStatement = [];

    /// <summary>The next paragraph or list item, unless a heading, a table or another statement comes first.</summary>
    /// <param name="line">The line above the value. On return, it is the last line of the value.</param>
    /// <param name="takesItem">Whether a list item may be the value.</param>
    public TextSpan ValueBelow(ref int line, bool takesItem)
    {
        var next = NextLine(line);
        if (!IsText(next) || (!takesItem && text.BlockOf(next).StartsItem))
        {
            return new TextSpan(text.Lines[line].End, 0);
        }

        line = next;
        return Wrapped(text.Trim(text.Lines[next]), ref line);
    }

    /// <summary>A value, together with the following lines of its paragraph.</summary>
    public TextSpan Wrapped(TextSpan value, ref int line)
    {
        if (!IsLastOf(line, value))
        {
            return value;
        }

        var paragraph = text.BlockOf(line).Paragraph;
        while (paragraph > 0 && IsText(line + 1) && text.BlockOf(line + 1) is { StartsItem: false } next && next.Paragraph == paragraph
            && !IsUnderline(line + 1))
        {
            line++;
            value = TextSpan.FromBounds(value.Start, text.Trim(text.Lines[line]).End);
        }

        return value;
    }

    /// <summary>The items of the list that follows a statement. Below a heading, short paragraphs also count as items.</summary>
    public IReadOnlyList<TextSpan> Below(int line, bool isHeading)
    {
        var items = new List<TextSpan>();
        for (var next = NextLine(line); IsText(next); next = NextLine(line))
        {
            line = next;
            var isItem = text.BlockOf(next).StartsItem;
            var item = Wrapped(text.Trim(text.Lines[next]), ref line);
            if (!isItem && (!isHeading || item.Length > LongestName))
            {
                break;
            }

            items.Add(item);
        }

        return items;
    }

    /// <summary>Whether a value is followed by no other statement on its line.</summary>
    public bool IsLastOf(int line, TextSpan value) => value.End >= text.Trim(text.Lines[line]).End - MetadataLine.MaximumMarks;

    private int NextLine(int line)
    {
        var next = line + 1;
        while (next < text.Lines.Count && text.IsBlank(next))
        {
            next++;
        }

        return next;
    }

    private bool IsText(int line)
        => line < text.Lines.Count && !text.IsBlank(line) && !tables.IsTableLine(line)
            && text.BlockOf(line) is not { Heading: > 0, Paragraph: 0 } && !IsStatement(line);

    private bool IsStatement(int line)
    {
        if (!_isStatement.TryGetValue(line, out var known))
        {
            _isStatement[line] = known = isStatement(line);
        }

        return known;
    }

    private bool IsUnderline(int line)
        => text.BlockOf(line).Heading > 0 && text.Of(text.Trim(text.Lines[line])).All(c => c is '-' or '=');
}
