using System.Text.Json;
using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Publication;

/// <summary>A folder as a destination of export files.</summary>
/// <param name="directory">An existing folder.</param>
internal sealed class DirectoryDestination(string directory) : IExportDestination
{
    // The path is resolved on first use, so a deleted working directory is reported as an error of the export.
    private readonly Lazy<string> _fullPath = new(() => FullPathOf(directory));

    private string Folder => _fullPath.Value;

    /// <inheritdoc/>
    public string? TransportRisk => null;

    /// <inheritdoc/>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> LockAsync(string stem, TimeSpan timeout, CancellationToken cancellationToken)
        => await TargetLock.AcquireAsync(Folder, stem, timeout, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task CleanUpAsync(ExportFileName target, CancellationToken cancellationToken)
    {
        try
        {
            Leftovers.DeleteOf(Folder, target.Stem);
            Leftovers.DeleteOfOthers(Folder, target.ExportName, target.Stem);
            return Task.CompletedTask;
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            throw OutputErrors.Translate(exception, PathOf(target.Stem), bytesNeeded: 0);
        }
    }

    /// <inheritdoc/>
    public void RefuseObstacles(IEnumerable<string> names)
    {
        foreach (var path in names.Select(PathOf))
        {
            if (OutputErrors.ObstacleAt(path) is { } obstacle)
            {
                throw new OutputException($"'{path}' cannot be written: {obstacle}");
            }
        }
    }

    /// <inheritdoc/>
    public IPendingFile Create(string name, CancellationToken cancellationToken) => new PendingFile(Folder, name);

    /// <inheritdoc/>
    /// <remarks>
    /// First the old manifest is set aside, then the old files. Then the new files get their names, and only then does the new manifest
    /// appear. If the machine dies between two steps, there is no manifest, so there is nothing to load; the next run publishes all files
    /// again. The directory is flushed after each step, so the disk keeps the order. The manifest is written under a temporary name
    /// beforehand, so a full disk is noticed before the first step. If a file cannot get its name, the old files are restored.
    /// </remarks>
    public Task PublishAsync(
        ExportFileName target, IAsyncDisposable held, IReadOnlyList<IPendingFile> files, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken)
    {
        using var manifestFile = new PendingFile(Folder, target.Manifest);
        manifestFile.Write(manifest.Span);
        manifestFile.Complete();
        // Check again: much time has passed since the first check, and the steps below should not fail.
        RefuseObstacles([.. files.Select(file => file.Name), target.Manifest, target.Rejects, target.Report]);
        try
        {
            using var old = new ReplacedFiles(Folder, [target.Manifest, .. OldFiles(target)]);
            Posix.FlushDirectory(Folder);
            PublishTogether([.. files.Cast<PendingFile>()]);
            old.IsReplaced = true;
            Posix.FlushDirectory(Folder);
            manifestFile.Publish();
            Posix.FlushDirectory(Folder);
            return Task.CompletedTask;
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            throw OutputErrors.Translate(exception, PathOf(target.Stem), files.Sum(file => file.Bytes));
        }
    }

    /// <inheritdoc/>
    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var file = new PendingFile(Folder, name);
        file.Write(content.Span);
        file.Complete();
        RefuseObstacles([name]);
        try
        {
            file.Publish();
            Posix.FlushDirectory(Folder);
            return Task.CompletedTask;
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            throw OutputErrors.Translate(exception, PathOf(name), content.Length);
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(PlainFile.OpenRead(PathOf(name)));
        }
        catch (FileNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static string FullPathOf(string directory)
    {
        try
        {
            return Path.GetFullPath(directory);
        }
        catch (IOException)
        {
            throw OutputErrors.MissingDirectory(directory);
        }
    }

    private static void PublishTogether(IReadOnlyList<PendingFile> files)
    {
        var published = new Stack<PendingFile>();
        try
        {
            foreach (var file in files)
            {
                file.Publish();
                published.Push(file);
            }
        }
        catch
        {
            foreach (var file in published)
            {
                file.Withdraw();
            }

            throw;
        }
    }

    /// <summary>
    /// The names of all files of the target except the manifest: rows in any format and number of parts, rejects, a signature, a report,
    /// an acceptance, and the sets that list the export.
    /// </summary>
    private List<string> OldFiles(ExportFileName target)
        => [.. Directory.EnumerateFiles(Folder, target.Stem + ".*")
            .Select(path => Path.GetFileName(path))
            .Where(name => name != target.Manifest && ExportFileName.Parse(name)?.Stem == target.Stem)
            .Union(Directory.EnumerateFiles(Folder, "*" + target.Set[target.ExportName.Length..]).Where(path => IsOf(path, target)).Select(path => Path.GetFileName(path)))];

    /// <summary>Whether a set manifest lists an export, or cannot be read.</summary>
    private static bool IsOf(string path, ExportFileName target)
    {
        try
        {
            using var file = PlainFile.OpenRead(path);
            return SetManifest.Read(file).Set.Exports.Any(member => member.Export == target.ExportName);
        }
        catch (Exception exception) when (exception is JsonException || OutputErrors.IsFileError(exception))
        {
            return true;
        }
    }
}
