using System.Security.Cryptography;
using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Publication;

/// <summary>The target of an export's files, which one export at a time may write.</summary>
/// <param name="destination">Where the target is; the caller keeps ownership.</param>
/// <param name="schema">The export.</param>
/// <param name="organizationId">The organization.</param>
/// <param name="layout">Which files of rows there are.</param>
/// <param name="timeout">How long to wait for another exporter of the same files.</param>
internal sealed class ExportTarget(
    IExportDestination destination, ExportSchema schema, OrganizationId organizationId, OutputLayout layout, TimeSpan timeout) : IAsyncDisposable
{
    private IAsyncDisposable? _lock;

    /// <summary>Locks the files of an as-of time, unless this object has locked them already.</summary>
    /// <exception cref="OutputException">Another export writes them, or the destination cannot be written to.</exception>
    public async Task LockAsync(DateTime asOf, CancellationToken cancellationToken)
        => _lock ??= await destination.LockAsync(NameOf(asOf).Stem, timeout, cancellationToken).ConfigureAwait(false);

    /// <summary>Removes the leftovers of killed exports, then creates the files under their temporary names.</summary>
    /// <param name="asOf">The as-of time, whose files are locked.</param>
    /// <param name="expectedRows">The approximate total number of rows; null if unknown.</param>
    /// <param name="cancellationToken">Cancels uploads, until the files are published.</param>
    /// <exception cref="OutputException">The destination cannot be written to, or something in it is in the way.</exception>
    public async Task<ExportFiles> CreateFilesAsync(DateTime asOf, long? expectedRows, CancellationToken cancellationToken)
    {
        var name = NameOf(asOf);
        await destination.CleanUpAsync(name, cancellationToken).ConfigureAwait(false);
        return new ExportFiles(destination, name, schema, layout, cancellationToken) { ExpectedRows = expectedRows };
    }

    /// <summary>Publishes the files.</summary>
    /// <exception cref="OutputException">The destination refuses.</exception>
    public Task PublishAsync(ExportFiles files, ReadOnlyMemory<byte> manifest, ECDsa? signingKey)
        => files.PublishAsync(_lock ?? throw new InvalidOperationException("The target is not locked."), manifest, signingKey);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lock?.DisposeAsync() ?? ValueTask.CompletedTask;

    private ExportFileName NameOf(DateTime asOf) => ExportFileName.Create(schema.Name, organizationId, asOf);
}
