using AccountCommStats.CommandLine;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;
using Sylvan.Data.Csv;

namespace AccountCommStats.Commands.Export;

/// <summary>A few rows and columns of an exported file.</summary>
internal static class FilePreview
{
    private const int MaximumRows = 5;
    private const int MaximumColumns = 6;

    /// <summary>Writes the first rows: the key, and some columns spread over the table.</summary>
    public static void Write(Terminal terminal, string path, ExportSchema schema)
    {
        using var reader = CsvDataReader.Create(path);
        var ordinals = Choose(schema);
        var rows = new List<IReadOnlyList<string>>();
        while (rows.Count < MaximumRows && reader.Read())
        {
            rows.Add([.. ordinals.Select(reader.GetString)]);
        }

        terminal.WriteLine($"The first {CountText.Of(rows.Count, "row")}, {ordinals.Length} of {CountText.Of(schema.Columns.Length, "column")}:");
        terminal.WriteTable([.. ordinals.Select(ordinal => schema.Columns[ordinal].Name)], rows);
    }

    private static int[] Choose(ExportSchema schema)
    {
        var step = Math.Max(1, schema.Columns.Length / MaximumColumns);
        return [.. Enumerable.Range(0, schema.Columns.Length).Where(i => schema.Key.Contains(i) || i % step == step / 2).Take(MaximumColumns)];
    }
}
