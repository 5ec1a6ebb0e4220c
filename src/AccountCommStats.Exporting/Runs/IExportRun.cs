using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Observability;
using AccountCommStats.Exporting.Publication;
using AccountCommStats.Exporting.Schema;
using AccountCommStats.Exporting.Sources;

namespace AccountCommStats.Exporting.Runs;

/// <summary>One attempt at an export, in the steps that several exports of one snapshot take side by side.</summary>
internal interface IExportRun : IAsyncDisposable
{
    /// <summary>The export.</summary>
    ExportSchema Schema { get; }

    /// <summary>Its SQL.</summary>
    ExportQuery Query { get; }

    /// <summary>Measures its phases.</summary>
    PhaseClock Phases { get; }

    /// <summary>Takes the right to write the files, if the as-of time is known before the snapshot.</summary>
    /// <exception cref="OutputException">Another export writes them, or the destination cannot be written to.</exception>
    Task LockAsync(CancellationToken cancellationToken);

    /// <summary>Reads, checks and writes the rows; nothing of it is visible yet.</summary>
    /// <exception cref="ExportException">Source, data or output stood in the way.</exception>
    Task ReadAsync(ISourceSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Fails where the rows that were read are not to be published.</summary>
    /// <exception cref="ViolationsException">The data breaks the specification.</exception>
    /// <exception cref="EmptyOrganizationException">The source has no row of the organization.</exception>
    /// <param name="snapshot">The snapshot, which was verified.</param>
    /// <param name="evidence">What the source says was read.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    Task CheckAsync(ISourceSnapshot snapshot, SnapshotEvidence evidence, CancellationToken cancellationToken);

    /// <summary>Completes the files, and compares their figures with earlier deliveries.</summary>
    /// <exception cref="DriftException">A figure moved too far.</exception>
    /// <exception cref="OutputException">The disk is full, or failed.</exception>
    void Complete();

    /// <summary>Publishes the files, the manifest last.</summary>
    /// <exception cref="OutputException">The destination refuses.</exception>
    Task<ExportResult> PublishAsync();
}
