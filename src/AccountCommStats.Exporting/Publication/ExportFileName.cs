using System.Globalization;
using AccountCommStats.Exporting.Compression;
using AccountCommStats.Exporting.Formats;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Publication;

/// <summary>The names of the files of one export, such as <c>account-communication-stats.org-42.20250331T000000Z.csv</c>.</summary>
/// <param name="ExportName">Name of the export.</param>
/// <param name="Organization">The organization's id as text. In file names, each byte outside <c>[a-z0-9-]</c> is written as <c>%XX</c>.</param>
/// <param name="AsOf">The as-of time, in UTC. Its microseconds, if any, are part of the name, so two times within one second have different names.</param>
internal readonly record struct ExportFileName(string ExportName, string Organization, DateTime AsOf)
{
    internal const string DataSuffix = ".csv";
    internal const string ManifestSuffix = ".manifest.json";
    internal const string SignatureSuffix = ManifestSuffix + ".sig";
    internal const string RejectsSuffix = ".rejects.csv";
    internal const string ReportSuffix = ".report.html";
    internal const string AcceptanceSuffix = ".accepted.json";
    internal const string SetSuffix = ".set.json";
    internal const string SetSignatureSuffix = SetSuffix + ".sig";

    // The suffix of rejects, .rejects.csv, comes before the extensions of rows, because it also ends with .csv.
    private static readonly string[] Suffixes = [RejectsSuffix, ReportSuffix, SignatureSuffix, ManifestSuffix, AcceptanceSuffix, SetSignatureSuffix, SetSuffix, .. RowFormats.Extensions];

    private const string PartMark = ".part-";
    private const string PartDigits = "D4";
    private const string OrganizationMark = ".org-";
    private const string Seconds = "yyyyMMdd'T'HHmmss'Z'";
    private const string Microseconds = "yyyyMMdd'T'HHmmss'.'ffffff'Z'";

    /// <summary>The common beginning of the names.</summary>
    public string Stem => ExportName + OrganizationMark + OrganizationFileName.Of(Organization) + "."
        + AsOf.ToString(AsOf.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond ? Microseconds : Seconds, CultureInfo.InvariantCulture);

    /// <summary>The name of a file with rows.</summary>
    /// <param name="format">Its format.</param>
    /// <param name="compression">How it is compressed; null for the format's default.</param>
    /// <param name="part">The number of the part, from 1; null if the rows are not split.</param>
    public string DataWith(FileFormat format, FileCompression? compression = null, int? part = null)
        => Stem + (part is { } number ? PartMark + number.ToString(PartDigits, CultureInfo.InvariantCulture) : "") + RowFormats.ExtensionOf(format, compression);

    /// <summary>What the names of all files of the export begin with.</summary>
    public string Beginning => ExportName + OrganizationMark;

    /// <summary>The name of the manifest.</summary>
    public string Manifest => Stem + ManifestSuffix;

    /// <summary>The name of the manifest's signature.</summary>
    public string Signature => Stem + SignatureSuffix;

    /// <summary>The name of the rejects file.</summary>
    public string Rejects => Stem + RejectsSuffix;

    /// <summary>The name of the report of the export. The report is deleted with the files that it describes.</summary>
    public string Report => Stem + ReportSuffix;

    /// <summary>The name of the file that records that the delivery's drift was accepted.</summary>
    public string Acceptance => Stem + AcceptanceSuffix;

    /// <summary>The name of the manifest of a set whose first export this is.</summary>
    public string Set => Stem + SetSuffix;

    /// <summary>The name of the set manifest's signature.</summary>
    public string SetSignature => Stem + SetSignatureSuffix;

    /// <summary>Creates the names for an organization and an as-of time.</summary>
    /// <param name="exportName">Name of the export.</param>
    /// <param name="organizationId">The tenant.</param>
    /// <param name="asOf">The as-of time, in UTC.</param>
    public static ExportFileName Create(string exportName, OrganizationId organizationId, DateTime asOf)
        => new(exportName, organizationId.Text, asOf);

    /// <summary>Reads the name of a file of an export, such as that of its rows, its manifest, its rejects or its report.</summary>
    /// <param name="fileName">The name, without its folder.</param>
    /// <returns>The parts of the name; null if no export gives a file that name.</returns>
    public static ExportFileName? Parse(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        if (Suffixes.FirstOrDefault(suffix => fileName.EndsWith(suffix, StringComparison.Ordinal)) is not { } ending
            || ExportNameOf(fileName) is not { } exportName)
        {
            return null;
        }

        var stem = WithoutPart(fileName[..^ending.Length]);
        var rest = stem[Math.Min(stem.Length, exportName.Length + OrganizationMark.Length)..];
        var point = rest.IndexOf('.', StringComparison.Ordinal);
        if (point < 0
            || !DateTime.TryParseExact(
                rest[(point + 1)..],
                [Seconds, Microseconds],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var asOf))
        {
            return null;
        }

        var name = new ExportFileName(exportName, Uri.UnescapeDataString(rest[..point]), asOf);
        return name.Stem == stem ? name : null;
    }

    /// <summary>A path without its suffix and without the number of its part; the whole path if it has none of the suffixes.</summary>
    internal static string WithoutSuffix(string path)
        => Suffixes.FirstOrDefault(suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) is { } suffix ? WithoutPart(path[..^suffix.Length]) : path;

    /// <summary>The name of the export with which a file's name begins; null if there is none.</summary>
    internal static string? ExportNameOf(string fileName)
    {
        var end = fileName.IndexOf(OrganizationMark, StringComparison.Ordinal);
        return end > 0 ? fileName[..end] : null;
    }

    private static string WithoutPart(string stem)
        => stem.LastIndexOf(PartMark, StringComparison.Ordinal) is var mark and >= 0
            && int.TryParse(stem.AsSpan(mark + PartMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            && part.ToString(PartDigits, CultureInfo.InvariantCulture) == stem[(mark + PartMark.Length)..]
                ? stem[..mark]
                : stem;
}
