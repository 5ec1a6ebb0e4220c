using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Batch;

/// <summary>How the export of one organization ended.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Seconds">How long it took, retries included.</param>
public sealed record ExportOutcome(OrganizationId OrganizationId, ExportStatus Status, double Seconds)
{
    /// <summary>The exports whose files are there, in the order in which they were asked for; empty if none is.</summary>
    public IReadOnlyList<PublishedManifest> Published { get; init; } = [];

    /// <summary>What was published now, in the same order; empty if nothing was.</summary>
    public IReadOnlyList<ExportResult> Results { get; init; } = [];

    /// <summary>Full path or address of the set manifest; null for a single export.</summary>
    public string? SetPath { get; init; }

    /// <summary>The manifest of the first export, if the files are there.</summary>
    public ExportManifest? Manifest => Published is [var first, ..] ? first.Manifest : null;

    /// <summary>Full path or address of the manifest of the first export, if the files are there.</summary>
    public string? ManifestPath => Published is [var first, ..] ? first.Path : null;

    /// <summary>Why it failed: an <see cref="Errors.ExportException"/>, whose message is fit for users, or an unexpected exception; null where it did not. Where the files are there, what failed after them.</summary>
    public Exception? Failure { get; init; }
}

/// <summary>A manifest whose files are there.</summary>
/// <param name="Path">Full path or address of the manifest.</param>
/// <param name="Manifest">What it says.</param>
public sealed record PublishedManifest(string Path, ExportManifest Manifest);

/// <summary>How the export of one organization can end.</summary>
public enum ExportStatus
{
    /// <summary>Its files were published.</summary>
    Delivered,

    /// <summary>Its files were there already, and agree with their manifest.</summary>
    Skipped,

    /// <summary>The source has no row of it; nothing was published. Of all organizations, that is not a failure.</summary>
    Empty,

    /// <summary>It failed; nothing was published.</summary>
    Failed,

    /// <summary>It was canceled, or had not begun when the others were; nothing was published.</summary>
    Canceled,
}
