using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Commands.Export;

/// <summary>How the export of one organization ended.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Seconds">How long it took, retries included.</param>
internal sealed record ExportOutcome(OrganizationId OrganizationId, ExportStatus Status, double Seconds)
{
    /// <summary>The manifest, if the files are there.</summary>
    public ExportManifest? Manifest { get; init; }

    /// <summary>Full path of the manifest, if the files are there.</summary>
    public string? ManifestPath { get; init; }

    /// <summary>What was published now; null if nothing was.</summary>
    public ExportResult? Result { get; init; }

    /// <summary>What went wrong, complete and fit for a user; null if nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>The same for a terminal.</summary>
    public string? VisibleError { get; init; }

    /// <summary>The exit code that tells the class of the failure.</summary>
    public int ExitCode { get; init; }

    /// <summary>
    /// The exit code of several: of the failure that somebody must see to first. What nobody foresaw comes before a disk,
    /// which would fail every organization, before a source that does not fit, before one that may be well again next time,
    /// before the data of one organization.
    /// </summary>
    public static int WorstOf(IEnumerable<ExportOutcome> outcomes)
    {
        int[] gravest =
        [
            CommandLine.ExitCode.Cancelled, CommandLine.ExitCode.Unexpected, CommandLine.ExitCode.Usage, CommandLine.ExitCode.Output,
            CommandLine.ExitCode.Mismatch, CommandLine.ExitCode.Source, CommandLine.ExitCode.Violations,
        ];
        var codes = outcomes.Select(outcome => outcome.ExitCode).ToHashSet();
        return gravest.FirstOrDefault(codes.Contains, CommandLine.ExitCode.Done);
    }
}

/// <summary>How the export of one organization can end.</summary>
internal enum ExportStatus
{
    /// <summary>Its files were published.</summary>
    Delivered,

    /// <summary>Its files were there already, and agree with their manifest.</summary>
    Skipped,

    /// <summary>The source has no row of it; nothing was published. Of all organizations, that is no failure.</summary>
    Empty,

    /// <summary>It failed; nothing was published.</summary>
    Failed,

    /// <summary>It was cancelled, or had not begun when the others were; nothing was published.</summary>
    Cancelled,
}
