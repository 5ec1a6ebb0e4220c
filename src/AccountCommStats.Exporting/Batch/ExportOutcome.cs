using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Batch;

/// <summary>How the export of one organization ended.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Seconds">How long it took, retries included.</param>
public sealed record ExportOutcome(OrganizationId OrganizationId, ExportStatus Status, double Seconds)
{
    /// <summary>The manifest, if the files are there.</summary>
    public ExportManifest? Manifest { get; init; }

    /// <summary>Full path of the manifest, if the files are there.</summary>
    public string? ManifestPath { get; init; }

    /// <summary>What was published now; null if nothing was.</summary>
    public ExportResult? Result { get; init; }

    /// <summary>Why it failed: an <see cref="Errors.ExportException"/>, whose message is fit for users, or an unexpected exception; null where it did not.</summary>
    public Exception? Failure { get; init; }
}

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
