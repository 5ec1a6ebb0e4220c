using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Formats.Text;

namespace AccountCommStats.Exporting.Formats.Csv;

/// <summary>Creates files of rows in CSV.</summary>
internal static class CsvRows
{
    /// <summary>Creates a file and writes its header.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="target">Receives the file's bytes; the caller keeps ownership.</param>
    /// <param name="compression">How they are compressed.</param>
    /// <param name="dialect">The intended readers of the file.</param>
    public static RowsFile Create(IReadOnlyList<string> names, Stream target, FileCompression compression, CsvDialect dialect)
    {
        using var header = new OutputBuffer(capacity: 4096);
        WriteHeader(names, header, dialect);
        return new TextRowsFile(target, compression, header.Written);
    }

    /// <summary>Writes the byte order mark, if the dialect has one, and the header.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="buffer">Receives the bytes; initially empty.</param>
    /// <param name="dialect">The intended readers of the file.</param>
    public static void WriteHeader(IReadOnlyList<string> names, OutputBuffer buffer, CsvDialect dialect)
    {
        if (dialect == CsvDialect.Excel)
        {
            var mark = "\uFEFF"u8;
            mark.CopyTo(buffer.Memory);
            buffer.Commit(mark.Length);
        }

        var writer = new CsvFieldWriter(buffer, names.Count, dialect);
        foreach (var name in names)
        {
            writer.WriteString(name);
        }

        writer.EndRow();
    }
}
