namespace AccountCommStats.Specs;

/// <summary>Compares what a document states about its number of columns with what it has.</summary>
internal sealed class CountRules(VisibleText text, IReadOnlyList<int> rowStarts, DocumentFindings findings)
{
    /// <summary>Checks every heading that states a number of columns.</summary>
    public void CheckHeadings(IReadOnlyList<Heading> headings)
    {
        var sections = new List<Section>();
        var ends = SectionEnds(headings);
        for (var i = 0; i < headings.Count; i++)
        {
            var heading = headings[i];
            if (CountStatements.OfTotal(text.Text, heading.Text) is { } total)
            {
                CheckTotal(total, heading.Text);
            }
            else if (CountStatements.OfSection(text.Text, heading.Text) is { } stated)
            {
                sections.Add(new Section(heading, stated, RowsBefore(ends[i]) - RowsBefore(heading.Text.Start)));
            }
        }

        CheckSections(sections);
    }

    /// <summary>Checks a total, in a heading or anywhere else.</summary>
    public void CheckTotal(StatedCount stated, TextSpan span)
    {
        if (!stated.Agrees(rowStarts.Count))
        {
            findings.Add(DocumentRules.TotalCount, span, "The document says " + ColumnsOf(stated) + " in total and its tables have "
                + MessageText.Number(rowStarts.Count) + "; correct the total, or the tables.");
        }
    }

    /// <remarks>
    /// Some documents list all columns in one table and then describe groups of them under headings with counts. So a heading
    /// without any row is only wrong where others of its level do have rows.
    /// </remarks>
    private void CheckSections(List<Section> sections)
    {
        var levelsWithRows = new HashSet<int>(sections.Where(section => section.Rows > 0).Select(section => section.Heading.Level));
        foreach (var section in sections)
        {
            if (section.Stated.Agrees(section.Rows) || (section.Rows == 0 && !levelsWithRows.Contains(section.Heading.Level)))
            {
                continue;
            }

            findings.Add(DocumentRules.SectionCount, section.Heading.Text, "The section " + MessageText.Quote(NameOf(section.Heading)) + " says "
                + ColumnsOf(section.Stated) + " and has " + (section.Rows == 0 ? "none" : MessageText.Number(section.Rows))
                + "; correct the heading, or the table.");
        }
    }

    private string NameOf(Heading heading)
    {
        var plain = PlainText.Of(text.Text, heading.Text);
        var remark = plain.IndexOf('(');
        return remark > 0 ? plain.Substring(0, remark).TrimEnd() : plain;
    }

    private static string ColumnsOf(StatedCount stated) => stated.Text == "1" ? "1 column" : stated.Text + " columns";

    /// <summary>For each heading, where its section ends: at the next heading that is not below it.</summary>
    private int[] SectionEnds(IReadOnlyList<Heading> headings)
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

    private int RowsBefore(int offset)
    {
        var (low, high) = (0, rowStarts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = rowStarts[middle] < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private sealed record Section(Heading Heading, StatedCount Stated, int Rows);
}
