using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Formats.JsonLines;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Formats.Parquet;
using AccountCommStats.Exporting.Rows;

namespace AccountCommStats.Exporting.Formats;

/// <summary>Formats rows for a file. Chooses the format once per row, so it writes the fields without virtual calls.</summary>
/// <typeparam name="TRow">The row type.</typeparam>
/// <param name="format">The file's format.</param>
/// <param name="dialect">The intended readers of a CSV file.</param>
internal sealed class RowFormatter<TRow>(FileFormat format, CsvDialect dialect)
    where TRow : struct, IExportRow<TRow>
{
    private readonly int _fieldCount = TRow.Schema.Columns.Length;
    private readonly JsonColumn[] _columns = format == FileFormat.JsonLines ? JsonColumn.Of(TRow.Schema) : [];
    private readonly RowLayout? _layout = format == FileFormat.Parquet ? new(TRow.Schema) : null;

    /// <summary>Appends a row to a buffer, for the <see cref="RowsFile"/> of the format.</summary>
    public void Write(in TRow row, OutputBuffer buffer)
    {
        switch (format)
        {
            case FileFormat.Csv:
                var csv = new CsvFieldWriter(buffer, _fieldCount, dialect);
                TRow.Write(in row, ref csv);
                csv.EndRow();
                break;
            case FileFormat.JsonLines:
                var json = new JsonLinesFieldWriter(buffer, _columns);
                TRow.Write(in row, ref json);
                json.EndRow();
                break;
            default:
                var bytes = new RowBytesWriter(buffer, _layout!);
                TRow.Write(in row, ref bytes);
                bytes.EndRow();
                break;
        }
    }
}
