using AccountCommStats.CommandLine;
using AccountCommStats.Specs.Documents.Names;
using AccountCommStats.Specs.Findings;
using Sylvan.Data.Csv;

namespace AccountCommStats.Specifications.Importing;

/// <summary>The tables that a CSV file describes. Each record of the file, after the header, describes one column of a table.</summary>
internal static class CsvTables
{
    private const string Delimiters = ",;\t|";

    // This character disables comments, because no record begins with a low surrogate.
    private const char NoComment = '\uDC00';
    private const int MaximumCharactersOfRecord = 16 * 1024 * 1024;

    /// <summary>Reads a file, whose first record is the header.</summary>
    /// <exception cref="SpecificationException">It is malformed.</exception>
    public static IReadOnlyList<ForeignTable> Read(SourceFile file)
    {
        var records = ReadRecords(file);
        if (records.Count == 0)
        {
            return [];
        }

        var name = TableNames.Of(ExportNames.FileName(file.Path)) ?? "table";
        var all = new ForeignTable(file, name, records[0], records[1..]);
        return [.. all.Rows.GroupBy(NameOf).Select(rows => all with { Name = rows.Key, Rows = [.. rows] }).Where(table => table.ListsColumns)];

        string NameOf(IReadOnlyList<ForeignCell> row)
        {
            var (schema, table) = (all.TextOf(row, ForeignField.Schema), all.TextOf(row, ForeignField.Table));
            return table.Length == 0 ? name : TableNames.Of(schema.Length == 0 ? table : $"{schema}.{table}") ?? name;
        }
    }

    private static List<IReadOnlyList<ForeignCell>> ReadRecords(SourceFile file)
    {
        var records = new List<IReadOnlyList<ForeignCell>>();
        var firstLine = file.Text.AsSpan(0, file.Text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : file.Text.Length).ToString();
        try
        {
            using var reader = CsvDataReader.Create(new StringReader(file.Text), new CsvDataReaderOptions
            {
                HasHeaders = false,
                Delimiter = Delimiters.MaxBy(delimiter => firstLine.Count(c => c == delimiter)),
                Comment = NoComment,
                MaxBufferSize = MaximumCharactersOfRecord,
            });
            var position = 0;
            while (reader.Read())
            {
                var cells = new List<ForeignCell>();
                for (var i = 0; i < reader.RowFieldCount; i++)
                {
                    cells.Add(CellOf(file.Text, reader.GetFieldSpan(i).ToString(), ref position));
                }

                if (cells.Exists(cell => cell.Text.Length > 0))
                {
                    records.Add(cells);
                }
            }
        }
        catch (CsvFormatException exception)
        {
            throw new SpecificationException($"cannot read '{file.Path}' as CSV: {exception.Message}", exception);
        }

        return records;
    }

    private static ForeignCell CellOf(string text, string value, ref int position)
    {
        // Between two fields, there are only delimiters, quotes and line ends, so a field is where its value first occurs after the previous field.
        var written = value.Replace("\"", "\"\"", StringComparison.Ordinal);
        var found = text.IndexOf(written, position, StringComparison.Ordinal);
        if (found < 0)
        {
            written = value;
            found = Math.Max(position, text.IndexOf(value, position, StringComparison.Ordinal));
        }

        position = Math.Min(found + written.Length, text.Length);
        var trimmed = value.Trim();
        return new ForeignCell(trimmed, MarkdownText.Of(trimmed), new TextSpan(found, written.Length));
    }
}
