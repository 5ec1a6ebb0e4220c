namespace AccountCommStats.Exporting.Publication;

/// <summary>
/// An older file that is set aside while its successor of the same name is published. Disposing restores it, unless it was replaced.
/// </summary>
internal sealed class ReplacedFile : IDisposable
{
    private readonly string _path;
    private readonly string? _backupPath;

    /// <summary>Sets the file aside, if there is one.</summary>
    /// <exception cref="IOException">The file system refuses; the file is where it was.</exception>
    public ReplacedFile(string directory, string name)
    {
        _path = Path.Combine(directory, name);
        if (File.Exists(_path))
        {
            var backupPath = Path.Combine(directory, Leftovers.TemporaryName(name));
            File.Move(_path, backupPath);
            _backupPath = backupPath;
        }
    }

    /// <summary>Whether the successor was published. If so, disposing deletes the older file.</summary>
    public bool IsReplaced { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_backupPath is null)
        {
            return;
        }

        try
        {
            if (IsReplaced)
            {
                File.Delete(_backupPath);
            }
            else
            {
                File.Move(_backupPath, _path, overwrite: false);
            }
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            // The next export of the target deletes the file that was set aside. Throwing here would hide the original error from the user.
        }
    }
}

/// <summary>Older files of several names, which are set aside together.</summary>
internal sealed class ReplacedFiles : IDisposable
{
    private readonly List<ReplacedFile> _files = [];

    /// <summary>Sets aside the files that exist.</summary>
    /// <exception cref="IOException">The file system refuses; all files are where they were.</exception>
    public ReplacedFiles(string directory, IEnumerable<string> names)
    {
        try
        {
            foreach (var name in names)
            {
                _files.Add(new ReplacedFile(directory, name));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether the successors were published. If so, disposing deletes the older files.</summary>
    public bool IsReplaced { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.IsReplaced = IsReplaced;
            file.Dispose();
        }
    }
}
