namespace AccountCommStats.Benchmarks.Reporting;

/// <summary>Writes the report as Markdown to standard output, and progress to standard error.</summary>
internal static class Report
{
    /// <summary>Prints a line of the report.</summary>
    public static void Line(string text = "") => Console.Out.WriteLine(text);

    /// <summary>Prints a table of the report, then an empty line.</summary>
    public static void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line(MarkdownTable.Format(header, [.. rows]));
        Line();
    }

    /// <summary>Prints progress.</summary>
    public static void Progress(string text) => Console.Error.WriteLine(text);
}
