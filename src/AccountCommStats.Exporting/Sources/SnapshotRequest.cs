using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>What a snapshot is opened for.</summary>
/// <param name="Connections">Most queries that are to run at once; at least 1. A source may offer fewer.</param>
internal sealed record SnapshotRequest(int Connections)
{
    /// <summary>The export that is to be read, so that the source can look beforehand at where its tables live; null for none.</summary>
    public ExportQuery? Query { get; init; }

    /// <summary>Whether all connections but the first wait for <see cref="ISourceSnapshot.ShareAsync"/>.</summary>
    public bool SharesLater { get; init; }

    /// <summary>A snapshot for the export of an organization.</summary>
    internal static SnapshotRequest Of(ExportQuery query, OrganizationId organizationId, int connections)
        => new(connections) { Query = query, Organization = ParameterValues.Format(organizationId) };

    /// <summary>The organization, as text, which <see cref="SessionSettings.OrganizationPlaceholder"/> stands for; null for none.</summary>
    public string? Organization { get; init; }
}
