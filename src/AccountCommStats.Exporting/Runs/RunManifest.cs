using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Formats.Text;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Rows;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Creates the manifest of an export.</summary>
internal static class RunManifest
{
    /// <summary>Creates the manifest of complete files.</summary>
    public static ExportManifest Create(
        ExportSchema schema,
        ExportQuery query,
        IExportSource source,
        OrganizationId organizationId,
        RunParameters parameters,
        RunTotals totals,
        SnapshotEvidence evidence,
        ExportFiles files,
        IReadOnlyDictionary<string, double> durations) => new()
        {
            Version = ExportManifest.CurrentVersion,
            Export = schema.Name,
            SpecSha256 = schema.Document.Sha256,
            QuerySha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query.Rows.Sql))),
            ToolVersion = VersionOf(typeof(ExportManifest).Assembly),
            RowSecurity = source.KeepsRowSecurity ? ExportManifest.RowSecurityOn : null,
            Dialect = source.Dialect.ToString().ToLowerInvariant(),
            OrganizationId = organizationId,
            AsOf = parameters.AsOf,
            TimeFrameStart = parameters.TimeFrameStart,
            ExtractedAt = parameters.ExtractedAt,
            SystemValues = parameters.SystemValues,
            Key = [.. schema.Key.Select(ordinal => schema.Columns[ordinal].Name)],
            Encoding = ExportManifest.Utf8,
            TimeZone = ExportManifest.Utc,
            Csv = files.Layout.Formats.Contains(FileFormat.Csv) ? ManifestCsv.Of(files.Layout.Dialect) : null,
            Split = files.Layout.IsSplit ? new ManifestSplit(files.Layout.RowsPerFile, files.Layout.BytesPerFile) : null,
            Rows = files.Rows,
            Columns = [.. schema.Columns.Zip(totals.Statistics, (column, statistics) => Describe(column, statistics))],
            Files =
            [
                .. from output in files.Outputs
                   let compression = RowFormats.GetFileCompression(output.Format, files.Layout.Compression)
                   from file in output.Files
                   select Describe(file.File, file.Rows) with
                   {
                       Format = RowFormats.NameOf(output.Format),
                       Compression = compression is FileCompression.None ? null : CompressedStream.NameOf(compression),
                   },
            ],
            Violations = new ManifestViolations(
                files.RejectedRows,
                totals.ViolationCounts,
                files.Rejects is { } rejects ? Describe(rejects, files.RejectedRows) : null),
            Evidence = new ManifestEvidence(evidence.Relations, evidence.Sessions, evidence.Checks, schema.RuleNames),
            DurationSeconds = durations,
        };

    private static ManifestColumn Describe(ExportColumn column, ColumnStatistics statistics)
        => new(column.Name, column.Type.ToString(), column.IsNullable, statistics.Nulls)
        {
            Zeros = MeasureText.IsNumber(column.Type.Kind) ? statistics.Zeros : null,
            Minimum = MeasureText.Minimum(column.Type, in statistics),
            Maximum = MeasureText.Maximum(column.Type, in statistics),
            Sum = MeasureText.Sum(column.Type, in statistics),
            Values = statistics.Texts?.Counts,
            Description = column.Description.Length > 0 ? column.Description : null,
        };

    private static ManifestFile Describe(IPendingFile file, long rows)
        => new(file.Name, rows, file.Bytes, file.Sha256);

    private static string VersionOf(Assembly assembly)
        => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
