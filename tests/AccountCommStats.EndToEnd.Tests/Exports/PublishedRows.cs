using System.Globalization;
using AccountCommStats.Exporting;
using AccountCommStats.Exporting.Runs;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Sources;
using AccountCommStats.Testing;

namespace AccountCommStats.EndToEnd.Tests.Exports;

/// <summary>Exports organizations and reads what was published.</summary>
internal static class PublishedRows
{
    private static readonly DateTime AsOf = new(2025, 12, 10, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Exports an organization.</summary>
    /// <returns>The text of the file, with the time of the snapshot replaced by a fixed text; and the remarks.</returns>
    public static async Task<(string Text, IReadOnlyList<string> Remarks)> ExportAsync(
        string source, long organization, int connections, SessionLimits? limits = null)
    {
        using var directory = new TemporaryDirectory();
        await using var opened = ExportSource.Open(source, limits);
        var request = new ExportRequest { OrganizationId = organization, AsOf = AsOf, OutputDirectory = directory.Path, Connections = connections };
        var result = await new Exporter<AccountCommunicationStats>(opened).ExportAsync(request, null, CancellationToken.None);
        var text = await File.ReadAllTextAsync(result.FilePath);
        var extractedAt = result.Manifest.ExtractedAt.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
        Assert.Contains(extractedAt, text, StringComparison.Ordinal);
        return (text.Replace(extractedAt, "(extracted_at)", StringComparison.Ordinal), result.Remarks);
    }
}
