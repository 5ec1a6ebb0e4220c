using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Publication;

/// <summary>A destination of export files: a folder, or a prefix in a bucket.</summary>
internal interface IExportDestination : IDisposable
{
    /// <summary>A warning about the connection, such as that it is not encrypted; null for none.</summary>
    string? TransportRisk { get; }

    /// <summary>The path or address of a file in this destination.</summary>
    string PathOf(string name);

    /// <summary>Locks a target: the files of one export of one organization at one as-of time. Only the owner of the lock may write them.</summary>
    /// <param name="stem">The stem of the target's file names.</param>
    /// <param name="timeout">How long to wait for another exporter of the same files.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <returns>The lock, released by disposing it.</returns>
    /// <exception cref="OutputException">Another export has the lock, or the destination cannot be written to.</exception>
    Task<IAsyncDisposable> LockAsync(string stem, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the leftovers of killed exports: those of the target, which the caller has locked, and those of other targets of the export
    /// that no running export has locked. Published files stay.
    /// </summary>
    /// <exception cref="OutputException">The destination cannot be written to.</exception>
    Task CleanUpAsync(ExportFileName target, CancellationToken cancellationToken);

    /// <summary>Throws if no file of one of the names can be written, for example because there is a folder of that name.</summary>
    /// <exception cref="OutputException">One of the names cannot be used.</exception>
    void RefuseObstacles(IEnumerable<string> names);

    /// <summary>Begins a file, which is invisible until it is published.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="OutputException">The destination cannot be written to.</exception>
    IPendingFile Create(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes files, the manifest last, and deletes older files of the target that have no successor. A reader that waits for the
    /// manifest never sees one that does not match its files, even if the machine dies. If a step fails, either nothing has changed or
    /// there is no manifest.
    /// </summary>
    /// <param name="target">The target, which is locked.</param>
    /// <param name="held">Its lock.</param>
    /// <param name="files">The complete files, without the manifest.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="cancellationToken">Cancels the publication while it can still be undone.</param>
    /// <exception cref="OutputException">The destination refuses, or the lock was lost.</exception>
    Task PublishAsync(ExportFileName target, IAsyncDisposable held, IReadOnlyList<IPendingFile> files, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken);

    /// <summary>Writes a small file, if none of that name exists.</summary>
    /// <exception cref="OutputException">The destination refuses, or the file exists.</exception>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads a published file.</summary>
    /// <returns>Its bytes; null if it does not exist.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="OutputException">The destination cannot be reached.</exception>
    Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken);
}

/// <summary>
/// A file that is written once, from its start, and becomes visible when it is published. Disposing discards it unless it was published.
/// </summary>
internal interface IPendingFile : IDisposable
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Its path or address once it is published.</summary>
    string TargetPath { get; }

    /// <summary>Bytes written.</summary>
    long Bytes { get; }

    /// <summary>The approximate size of the whole file in bytes, for the message if the disk is full; 0 while it is unknown.</summary>
    long ExpectedBytes { get; set; }

    /// <summary>SHA-256 of the bytes written, in lower-case hexadecimal. Known once the file is complete.</summary>
    string Sha256 { get; }

    /// <summary>Appends bytes.</summary>
    /// <exception cref="OutputException">The destination is full, or failed.</exception>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Ensures that the whole file has arrived at the destination. Nothing can be written afterward.</summary>
    /// <exception cref="OutputException">The destination is full, or failed.</exception>
    void Complete();
}
