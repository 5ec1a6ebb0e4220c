using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats.Csv;
using AccountCommStats.Exporting.Formats.JsonLines;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Formats.Parquet;
using AccountCommStats.Exporting.Formats.Text;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Formats;

/// <summary>The properties of each format: its name, its extension, how it is compressed, its writer and its reader.</summary>
internal static class RowFormats
{
    private static readonly FileFormat[] All = Enum.GetValues<FileFormat>();

    /// <summary>The name of a format in manifests and on the command line.</summary>
    public static string NameOf(FileFormat format) => format switch
    {
        FileFormat.Csv => "csv",
        FileFormat.JsonLines => "jsonl",
        _ => "parquet",
    };

    /// <summary>The format with a name; null if unknown.</summary>
    public static FileFormat? Find(string name) => All.Where(each => NameOf(each) == name).Select(each => (FileFormat?)each).FirstOrDefault();

    /// <summary>The extension of a file of a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="compression">How the file is compressed; null for the format's default.</param>
    public static string ExtensionOf(FileFormat format, FileCompression? compression)
        => "." + NameOf(format) + CompressedStream.ExtensionOf(GetFileCompression(format, compression));

    /// <summary>The extensions of all files of rows.</summary>
    public static IEnumerable<string> Extensions { get; }
        = [.. All.SelectMany(format => Enum.GetValues<FileCompression>().Select(compression => ExtensionOf(format, compression))).Distinct()];

    /// <summary>Finds the format of a file from its name; CSV if the name does not show it.</summary>
    public static FileFormat Of(string name)
        => All.FirstOrDefault(format => Enum.GetValues<FileCompression>().Any(compression => name.EndsWith(ExtensionOf(format, compression), StringComparison.OrdinalIgnoreCase)));

    /// <summary>The compression of a file as a whole. A Parquet file has none, because it compresses its pages instead.</summary>
    public static FileCompression GetFileCompression(FileFormat format, FileCompression? compression)
        => format == FileFormat.Parquet ? FileCompression.None : compression ?? FileCompression.None;

    /// <summary>Creates a file.</summary>
    /// <param name="format">Its format.</param>
    /// <param name="schema">The export.</param>
    /// <param name="target">Receives the file's bytes; the caller keeps ownership.</param>
    /// <param name="compression">How it is compressed; null for the format's default.</param>
    /// <param name="dialect">The intended readers of a CSV file.</param>
    /// <param name="metadata">Metadata, written if the format has a place for it.</param>
    public static RowsFile Create(
        FileFormat format, ExportSchema schema, Stream target, FileCompression? compression, CsvDialect dialect, IReadOnlyDictionary<string, string> metadata) => format switch
        {
            FileFormat.Parquet => new ParquetRowsFile(schema, target, compression, metadata),
            FileFormat.JsonLines => new TextRowsFile(target, GetFileCompression(format, compression), header: default),
            _ => CsvRows.Create([.. schema.Columns.Select(column => column.Name)], target, GetFileCompression(format, compression), dialect),
        };

    /// <summary>Reads a file.</summary>
    /// <param name="format">Its format.</param>
    /// <param name="stream">Its bytes, decompressed; the caller keeps ownership. Must be seekable for Parquet.</param>
    /// <param name="schema">The export.</param>
    /// <param name="dialect">The intended readers of a CSV file.</param>
    public static RecordReader Open(FileFormat format, Stream stream, ExportSchema schema, CsvDialect dialect) => format switch
    {
        FileFormat.Parquet => new ParquetRecords(stream, schema),
        FileFormat.JsonLines => new JsonLinesRecords(stream, schema),
        _ => new CsvRecords(stream, dialect, schema),
    };
}
