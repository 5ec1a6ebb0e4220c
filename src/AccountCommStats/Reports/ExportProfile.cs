using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Formats.Model;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Verification;
using AccountCommStats.Exports;

namespace AccountCommStats.Reports;

/// <summary>An export as a report sees it: its manifest and a profile of each column.</summary>
/// <param name="Schema">The export.</param>
/// <param name="Manifest">The manifest.</param>
/// <param name="FileName">Name of the file with the rows.</param>
/// <param name="Columns">The profiles, in the order of the specification.</param>
internal sealed record ExportProfile(ExportSchema Schema, ExportManifest Manifest, string FileName, IReadOnlyList<ColumnProfile> Columns)
{
    /// <summary>Reads a delivered file once, in constant memory.</summary>
    /// <param name="path">Path of the file or of its manifest.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="SourceException">The file or its manifest cannot be read, or they do not agree.</exception>
    /// <exception cref="SourceMismatchException">This binary does not know its export.</exception>
    public static ExportProfile Read(string path, CancellationToken cancellationToken)
    {
        var (delivered, manifest, schema) = SoundDelivery.Find(path, cancellationToken);
        var columns = schema.Columns.Select(column => new ColumnProfile(column, manifest.AsOf)).ToList();
        using var records = new DeliveredRecords(delivered, schema);
        records.ReadNames(); // The names have already been verified.
        while (records.Read())
        {
            var key = KeyOf(records, schema);
            for (var i = 0; i < columns.Count; i++)
            {
                if (records.IsNull(i))
                {
                    columns[i].AddNull();
                }
                else
                {
                    columns[i].Add(records[i], key);
                }
            }
        }

        return new ExportProfile(schema, manifest, Path.GetFileName(delivered.DataPath), columns);
    }

    private static string KeyOf(RecordReader records, ExportSchema schema)
    {
        var key = records[schema.Key[0]].ToString();
        foreach (var ordinal in schema.Key.AsSpan()[1..])
        {
            key += $" + {records[ordinal]}";
        }

        return key;
    }
}
