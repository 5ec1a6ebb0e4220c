using AccountCommStats.Exporting.Errors;

namespace AccountCommStats.Exporting.Publication;

/// <summary>Translates exceptions of the file system into exceptions that say what happened, where, and what to do.</summary>
internal static class OutputErrors
{
    private const int NoSpace = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT
    private const int ReadOnlyFileSystem = 30; // EROFS
    private const int LockedOnLinux = 11; // EWOULDBLOCK
    private const int LockedOnMacAndBsd = 35; // EWOULDBLOCK
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Whether an exception comes from the file system, and can be translated.</summary>
    public static bool IsFileError(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether another process, or another part of this one, has locked the file.</summary>
    /// <remarks>Judges by the error and not by the file, because the owner of the lock may have deleted the file since.</remarks>
    public static bool IsLocked(IOException exception)
        => exception.HResult is WindowsSharingViolation
            || exception.HResult == (OperatingSystem.IsLinux() ? LockedOnLinux : LockedOnMacAndBsd);

    /// <summary>The error if another export writes the same files.</summary>
    /// <param name="path">The common beginning of the files' paths.</param>
    /// <param name="owner">Who writes them.</param>
    public static OutputException InUse(string path, string owner)
        => new($"'{path}' is being exported by {owner}. Nothing was published by this run. Wait for it to end.")
        {
            Remedy = ExportRemedy.WaitForLock,
        };

    /// <summary>Translates a failure to write a file.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="path">The file's final path.</param>
    /// <param name="bytesNeeded">The minimum number of bytes that the file needs.</param>
    /// <param name="isEstimate">Whether <paramref name="bytesNeeded"/> is an estimate for the whole file.</param>
    public static OutputException Translate(Exception exception, string path, long bytesNeeded, bool isEstimate = false)
    {
        var directory = Path.GetDirectoryName(path);
        return exception switch
        {
            PlainFileException => new OutputException(
                $"'{path}' cannot be written: {exception.Message}, so it is not from an export. "
                + "Find out who put it there, and remove it.",
                exception),
            UnauthorizedAccessException when (ObstacleAt(path) ?? Immutable(directory, "the directory")) is { } obstacle => new OutputException(
                $"'{path}' cannot be written: {obstacle}", exception),
            DirectoryNotFoundException => MissingDirectory(directory),
            UnauthorizedAccessException or { HResult: ReadOnlyFileSystem } => new OutputException(
                $"'{path}' cannot be written: the folder '{directory}' is not writable by this user. "
                + "Change its permissions or name another one.",
                exception),
            { HResult: NoSpace } when bytesNeeded == 0 && FreeBytes(directory) is > 0 and var free => new OutputException(
                $"'{path}' cannot be created: the file system of '{directory}' accepts no more files, although {free:N0} bytes are free. "
                + "Most likely no inodes are left: 'df -i' shows it. Delete files there, or name another folder.",
                exception),
            { HResult: NoSpace or QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull } => new OutputException(
                $"'{path}' cannot be written: the disk is full. The file needs {(isEstimate ? "about" : "at least")} {bytesNeeded:N0} bytes{Free(directory)}. "
                + "Nothing was published and older files are as they were. Free some space, or name another folder.",
                exception),
            _ => new OutputException($"'{path}' cannot be written: {exception.Message}", exception),
        };
    }

    /// <summary>The error for a missing directory.</summary>
    public static OutputException MissingDirectory(string? directory)
        => new(File.Exists(directory)
            ? $"The output '{directory}' is a file, and must be a folder. Name a folder."
            : $"The output folder '{directory}' does not exist. Create it, or name another one.");

    /// <summary>Why no file can be created or replaced at a path, and what to do; null if no obstacle is known.</summary>
    public static string? ObstacleAt(string path)
        => Directory.Exists(path) && FileState.Of(path)?.IsFolder != false
            ? "there is a folder of that name. Move it away."
            : Immutable(path, "the file that is there");

    private static string? Immutable(string? path, string what)
        => path is not null && FileState.Of(path) is { IsImmutable: true }
            ? $"{what} is immutable or append-only (lsattr shows it), so not even an administrator can change it. Run 'chattr -ia {path}', or name another folder."
            : null;

    private static string Free(string? directory) => FreeBytes(directory) is { } free ? $"; {free:N0} are free there" : "";

    private static long? FreeBytes(string? directory)
    {
        try
        {
            return new DriveInfo(directory ?? ".").AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is ArgumentException || IsFileError(exception))
        {
            return null; // The path is a share without a drive, so its free space is unknown.
        }
    }
}
