using System.Globalization;

namespace AccountCommStats.Exporting;

/// <summary>The names of the files of one export.</summary>
/// <param name="Stem">What they have in common, such as <c>account-communication-stats.org-42.20250331T000000Z</c>.</param>
public readonly record struct ExportFileName(string Stem)
{
    internal const string DataSuffix = ".csv";
    internal const string ManifestSuffix = ".manifest.json";
    internal const string RejectsSuffix = ".rejects.csv";

    /// <summary>The file with the rows.</summary>
    public string Data => Stem + DataSuffix;

    /// <summary>The manifest.</summary>
    public string Manifest => Stem + ManifestSuffix;

    /// <summary>The rejected rows.</summary>
    public string Rejects => Stem + RejectsSuffix;

    /// <summary>The names for an organisation and a moment.</summary>
    /// <param name="exportName">Name of the export.</param>
    /// <param name="organizationId">The tenant.</param>
    /// <param name="asOf">The moment in UTC. Its microseconds are part of the name where it has any, so that two moments
    /// of one second are two files.</param>
    public static ExportFileName Create(string exportName, long organizationId, DateTime asOf)
    {
        var hasFraction = asOf.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond;
        var time = asOf.ToString(hasFraction ? "yyyyMMdd'T'HHmmss'.'ffffff'Z'" : "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return new ExportFileName(string.Create(CultureInfo.InvariantCulture, $"{exportName}.org-{organizationId}.{time}"));
    }
}
