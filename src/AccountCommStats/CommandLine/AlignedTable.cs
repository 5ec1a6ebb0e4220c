namespace AccountCommStats.CommandLine;

/// <summary>A table as plain text: columns padded to their widest cell, two spaces between them.</summary>
internal static class AlignedTable
{
    public static void Write(TextWriter writer, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = header.Select((name, i) => Math.Max(name.Length, rows.Select(row => row[i].Length).DefaultIfEmpty().Max())).ToArray();
        WriteRow(header);
        foreach (var row in rows)
        {
            WriteRow(row);
        }

        void WriteRow(IReadOnlyList<string> cells)
            => writer.WriteLine(string.Join("  ", cells.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }
}
