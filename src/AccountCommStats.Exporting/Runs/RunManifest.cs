using System.Reflection;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>Writes down what an export did, for whoever receives its files.</summary>
internal static class RunManifest
{
    /// <summary>The manifest of files that are complete.</summary>
    public static ExportManifest Create(
        ExportSchema schema,
        IExportSource source,
        OrganizationId organizationId,
        RunParameters parameters,
        RunTotals totals,
        ExportFiles files,
        IReadOnlyDictionary<string, double> durations) => new()
        {
            Export = schema.Name,
            SpecSha256 = schema.Document.Sha256,
            ToolVersion = VersionOf(typeof(ExportManifest).Assembly),
            RowSecurity = source.KeepsRowSecurity ? ExportManifest.RowSecurityOn : null,
            Dialect = source.Dialect.ToString().ToLowerInvariant(),
            OrganizationId = organizationId,
            AsOf = parameters.AsOf,
            TimeFrameStart = parameters.TimeFrameStart,
            ExtractedAt = parameters.ExtractedAt,
            SystemValues = parameters.SystemValues,
            Format = "csv",
            Rows = files.Rows,
            Columns = [.. schema.Columns.Zip(totals.NullCounts, (column, nulls) =>
                new ManifestColumn(column.Name, column.Type.ToString(), column.IsNullable, nulls))],
            Files = [Describe(files.Data, files.Rows) with { Compression = files.Compression is FileCompression.None ? null : CompressedStream.NameOf(files.Compression) }],
            Violations = new ManifestViolations(
                files.RejectedRows,
                totals.ViolationCounts,
                files.Rejects is { } rejects ? Describe(rejects, files.RejectedRows) : null),
            DurationSeconds = durations,
        };

    private static ManifestFile Describe(PendingFile file, long rows)
        => new(Path.GetFileName(file.TargetPath), rows, file.Bytes, file.Sha256);

    private static string VersionOf(Assembly assembly)
        => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
