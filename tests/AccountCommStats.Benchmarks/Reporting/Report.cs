namespace AccountCommStats.Benchmarks.Reporting;

/// <summary>Where a benchmark writes: Markdown to standard output, progress to standard error.</summary>
internal static class Report
{
    /// <summary>Prints a line of the report.</summary>
    public static void Line(string text = "") => Console.Out.WriteLine(text);

    /// <summary>Prints a table of the report, and an empty line after it.</summary>
    public static void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line(MarkdownTable.Format(header, [.. rows]));
        Line();
    }

    /// <summary>Prints progress.</summary>
    public static void Progress(string text) => Console.Error.WriteLine(text);
}
