using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Sources;

/// <summary>What a snapshot is opened for.</summary>
/// <param name="Connections">The maximum number of concurrent queries; at least 1. A source may offer fewer.</param>
internal sealed record SnapshotRequest(int Connections)
{
    /// <summary>The queries of the exports, which are read one after the other. The source needs them to look up where the tables are.</summary>
    public IReadOnlyList<ExportQuery> Queries { get; init; } = [];

    /// <summary>Whether all connections but the first wait for <see cref="ISourceSnapshot.ShareAsync"/>.</summary>
    public bool SharesLater { get; init; }

    /// <summary>A snapshot for exports of an organization.</summary>
    internal static SnapshotRequest Of(IReadOnlyList<ExportQuery> queries, OrganizationId organizationId, int connections)
        => new(connections) { Queries = queries, Organization = ParameterValues.Format(organizationId) };

    /// <summary>The organization, as text, for <see cref="SessionSettings.OrganizationPlaceholder"/>; null for none.</summary>
    public string? Organization { get; init; }
}
