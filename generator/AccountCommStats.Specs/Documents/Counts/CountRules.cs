using AccountCommStats.Specs.Documents.Markdown;
using AccountCommStats.Specs.Documents.Model;
using AccountCommStats.Specs.Findings;

namespace AccountCommStats.Specs.Documents.Counts;

/// <summary>Compares the numbers of columns that a document states with the actual numbers.</summary>
internal sealed class CountRules(
    VisibleText text, IReadOnlyList<Heading> headings, IReadOnlyList<int> rowStarts, DocumentFindings findings)
{
    private readonly List<CountMismatch> _mismatches = [];

    /// <summary>The wrong counts whose correct value is known.</summary>
    public IReadOnlyList<CountMismatch> Mismatches => _mismatches;

    /// <summary>Checks every heading that states a number of columns.</summary>
    public void CheckHeadings()
    {
        var sections = new List<Section>();
        var ends = SectionEnds();
        for (var i = 0; i < headings.Count; i++)
        {
            var heading = headings[i];
            if (heading.IsUnderlined && MetadataLine.Read(text, heading.Text).Any(statement => CountStatements.IsTotalKey(statement.Key)))
            {
                // The heading is also read as a statement, and is checked as one.
                continue;
            }

            var shown = InlineText.Of(text.Text, heading.Text);
            if (CountStatements.OfTotal(shown) is { } total)
            {
                CheckTotal(total, heading.Text);
            }
            else if (CountStatements.OfSection(shown) is { } stated)
            {
                sections.Add(new Section(heading, stated, RowsBefore(ends[i]) - RowsBefore(heading.Text.Start)));
            }
        }

        CheckSections(sections);
    }

    /// <summary>Checks a statement outside headings. The statement may be about all columns, or about the columns of its section.</summary>
    public void CheckStatement(MetadataLine statement)
    {
        var stated = CountStatements.OfTotal(statement.Key, InlineText.Of(text.Text, statement.Value));
        if (stated is null || stated.Agrees(rowStarts.Count))
        {
            return;
        }

        var (heading, rows) = SectionAt(statement.KeySpan.Start);
        if (CountStatements.IsAboutAll(statement.Key) || heading is null || rows == 0 || rows == rowStarts.Count)
        {
            CheckTotal(stated, statement.Value);
        }
        else if (!stated.Agrees(rows))
        {
            AddSection(statement.Value, heading, stated, rows);
        }
    }

    private void CheckTotal(StatedCount stated, TextSpan span)
    {
        if (!stated.Agrees(rowStarts.Count))
        {
            _mismatches.Add(new CountMismatch(stated, rowStarts.Count));
            var rows = MessageText.Number(rowStarts.Count);
            var message = $"The document says {ColumnsOf(stated)} in total and its tables have {rows}; correct the total, or the tables.";
            findings.Add(DocumentRules.TotalCount, span, message);
        }
    }

    /// <remarks>
    /// Some documents list all columns in one table and then describe groups of them under headings with counts. The count in a heading
    /// without table rows below it is therefore wrong only if other headings of the same level have table rows.
    /// </remarks>
    private void CheckSections(List<Section> sections)
    {
        var sectionsWithRows = sections.Where(section => section.Rows > 0);
        var levelsWithRows = new HashSet<int>(sectionsWithRows.Select(section => section.Heading.Level));
        foreach (var section in sections)
        {
            if (section.Stated.Agrees(section.Rows) || (section.Rows == 0 && !levelsWithRows.Contains(section.Heading.Level)))
            {
                continue;
            }

            AddSection(section.Heading.Text, section.Heading, section.Stated, section.Rows);
        }
    }

    private void AddSection(TextSpan span, Heading heading, StatedCount stated, int rows)
    {
        // A section without rows may have lost its table, so its correct count is unknown.
        if (rows > 0)
        {
            _mismatches.Add(new CountMismatch(stated, rows));
        }

        var name = MessageText.Quote(NameOf(heading));
        var found = rows == 0 ? "none" : MessageText.Number(rows);
        var message = $"The section {name} says {ColumnsOf(stated)} and has {found}; correct the heading, or the table.";
        findings.Add(DocumentRules.SectionCount, span, message);
    }

    /// <summary>The heading above an offset, and the number of table rows between that heading and the next one.</summary>
    private (Heading? Heading, int Rows) SectionAt(int offset)
    {
        var next = CountBefore(headings.Count, i => headings[i].Text.Start, offset);
        if (next == 0)
        {
            return (null, 0);
        }

        var end = next < headings.Count ? headings[next].Text.Start : text.Text.Length;
        return (headings[next - 1], RowsBefore(end) - RowsBefore(headings[next - 1].Text.Start));
    }

    private string NameOf(Heading heading)
    {
        var plain = PlainText.Of(text.Text, heading.Text);
        var remark = plain.IndexOf('(');
        return remark > 0 ? plain.Substring(0, remark).TrimEnd() : plain;
    }

    private static string ColumnsOf(StatedCount stated) => stated.Text == "1" ? "1 column" : stated.Text + " columns";

    /// <summary>For each heading, the end of its section: the next heading of the same or a higher level.</summary>
    private int[] SectionEnds()
    {
        var ends = new int[headings.Count];
        var open = new Stack<int>();
        for (var i = 0; i < headings.Count; i++)
        {
            while (open.Count > 0 && headings[open.Peek()].Level >= headings[i].Level)
            {
                ends[open.Pop()] = headings[i].Text.Start;
            }

            open.Push(i);
        }

        while (open.Count > 0)
        {
            ends[open.Pop()] = text.Text.Length;
        }

        return ends;
    }

    private int RowsBefore(int offset) => CountBefore(rowStarts.Count, i => rowStarts[i], offset);

    /// <summary>How many offsets are less than <paramref name="offset"/>. The offsets must be in ascending order.</summary>
    private static int CountBefore(int count, Func<int, int> offsetAt, int offset)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = offsetAt(middle) < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private sealed record Section(Heading Heading, StatedCount Stated, int Rows);
}

/// <summary>A stated count that disagrees with the tables.</summary>
/// <param name="Stated">The stated count.</param>
/// <param name="Actual">The actual number of columns, counted as table rows.</param>
internal sealed record CountMismatch(StatedCount Stated, int Actual);
