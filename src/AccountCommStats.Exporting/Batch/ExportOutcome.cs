using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Batch;

/// <summary>How the export of one organization ended.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Seconds">How long it took, including retries.</param>
public sealed record ExportOutcome(OrganizationId OrganizationId, ExportStatus Status, double Seconds)
{
    /// <summary>The exports whose files exist, in the order requested; empty if none.</summary>
    public IReadOnlyList<PublishedManifest> Published { get; init; } = [];

    /// <summary>The exports that this run published, in the same order; empty if none.</summary>
    public IReadOnlyList<ExportResult> Results { get; init; } = [];

    /// <summary>Full path or address of the set manifest; null for a single export.</summary>
    public string? SetPath { get; init; }

    /// <summary>The manifest of the first export, if the files exist.</summary>
    public ExportManifest? Manifest => Published is [var first, ..] ? first.Manifest : null;

    /// <summary>Full path or address of the manifest of the first export, if the files exist.</summary>
    public string? ManifestPath => Published is [var first, ..] ? first.Path : null;

    /// <summary>
    /// Why the export failed; null if it did not. This is an <see cref="Errors.ExportException"/> with a message for users, or an
    /// unexpected exception. If the files exist, a step after their publication failed.
    /// </summary>
    public Exception? Failure { get; init; }
}

/// <summary>A manifest whose files exist.</summary>
/// <param name="Path">Full path or address of the manifest.</param>
/// <param name="Manifest">Its content.</param>
public sealed record PublishedManifest(string Path, ExportManifest Manifest);

/// <summary>How the export of one organization can end.</summary>
public enum ExportStatus
{
    /// <summary>Its files were published.</summary>
    Delivered,

    /// <summary>Its files already existed and match their manifest.</summary>
    Skipped,

    /// <summary>The source has no rows of the organization; nothing was published. In a batch of all organizations this is not a failure.</summary>
    Empty,

    /// <summary>It failed; nothing was published.</summary>
    Failed,

    /// <summary>It was canceled, possibly before it began; nothing was published.</summary>
    Canceled,
}
