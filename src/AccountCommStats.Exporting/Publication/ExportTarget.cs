using AccountCommStats.Exporting.Errors;
using AccountCommStats.Exporting.Schema;

namespace AccountCommStats.Exporting.Publication;

/// <summary>The place of an export's files, which one export at a time may write.</summary>
/// <param name="directory">The directory.</param>
/// <param name="schema">The export.</param>
/// <param name="organizationId">The organization.</param>
/// <param name="layout">Which files of rows there are.</param>
/// <param name="patience">How long to wait for another exporter of the same files.</param>
internal sealed class ExportTarget(string directory, ExportSchema schema, OrganizationId organizationId, OutputLayout layout, TimeSpan patience) : IDisposable
{
    private readonly string _directory = Path.GetFullPath(directory);
    private TargetLock? _lock;

    /// <summary>Takes the right to write the files of an as-of time, where it is not taken yet.</summary>
    /// <exception cref="OutputException">Another export writes them, or the directory cannot be written to.</exception>
    public async Task LockAsync(DateTime asOf, CancellationToken cancellationToken)
        => _lock ??= await TargetLock.AcquireAsync(_directory, NameOf(asOf).Stem, patience, cancellationToken).ConfigureAwait(false);

    /// <summary>Creates the files, under their temporary names, after cleaning up what killed exports left there.</summary>
    /// <param name="asOf">The as-of time, which is locked.</param>
    /// <param name="expectedRows">Rows there will be about, where that is known.</param>
    /// <exception cref="OutputException">The directory cannot be written to, or something in it is in the way.</exception>
    public ExportFiles CreateFiles(DateTime asOf, long? expectedRows)
    {
        var name = NameOf(asOf);
        try
        {
            Leftovers.DeleteOf(_directory, name.Stem);
            Leftovers.DeleteOfOthers(_directory, schema.Name, name.Stem);
        }
        catch (Exception exception) when (OutputErrors.IsOfFile(exception))
        {
            throw OutputErrors.Translate(exception, Path.Combine(_directory, name.Stem), bytesNeeded: 0);
        }

        return new ExportFiles(_directory, name, schema, layout) { ExpectedRows = expectedRows };
    }

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    private ExportFileName NameOf(DateTime asOf) => ExportFileName.Create(schema.Name, organizationId, asOf);
}
