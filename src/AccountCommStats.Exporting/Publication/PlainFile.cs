using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AccountCommStats.Exporting.Publication;

/// <summary>
/// The only code that opens the files of an export: those that it writes and locks, and those that it reads although the user did not name
/// them. In a shared folder, people can put links in the place of such files. No link is therefore followed, and each file must be a
/// regular file with one name (hard link).
/// </summary>
/// <remarks>
/// On Linux the file is checked after it is opened, so it cannot be swapped between the check and the opening. On other systems links are
/// checked before the file is opened.
/// </remarks>
internal static class PlainFile
{
    private const int MaximumBytesOfNote = 4 * 1024;

    // Readable by the group, so a loader under another account can read the file; no access for others.
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>Creates a file for writing.</summary>
    /// <exception cref="IOException">The name is in use, or the file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory is not writable.</exception>
    public static FileStream CreateNew(string path)
        => OperatingSystem.IsLinux()
            ? ToStream(OpenUnix(path, PosixOpen.WriteOnly | PosixOpen.Create | PosixOpen.Exclusive, mayBeLink: false), FileAccess.Write)
            : OpenManaged(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    /// <summary>Opens a lock file, creates it if it is missing, and locks it. Keeps its content.</summary>
    /// <returns>The file; null if another process has locked it, or deleted it while it was being opened.</returns>
    /// <exception cref="IOException">It is not a plain file, or the file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not writable.</exception>
    public static FileStream? OpenLocked(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            try
            {
                // On Unix, FileShare.None takes an advisory lock (flock), so others can still read the owner's name. On Windows it would prevent
                // reading.
                var share = OperatingSystem.IsWindows() ? FileShare.Read | FileShare.Delete : FileShare.None;
                return OpenManaged(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
            }
            catch (IOException exception) when (OutputErrors.IsLocked(exception))
            {
                return null;
            }
        }

        var file = OpenUnix(path, PosixOpen.ReadWrite | PosixOpen.Create, mayBeLink: false);
        try
        {
            // An owner deletes the lock file when it releases the lock. If it did so after the file was opened here, the open file has no link
            // left.
            if (Posix.TryLock(file) && Validate(file, mayBeLink: false).Links > 0)
            {
                return ToStream(file, FileAccess.ReadWrite);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    /// <summary>Opens a file for reading, even if another process has locked it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isNamed">Whether the user named this file, which may then have several names or be a link.</param>
    /// <exception cref="IOException">The file is missing or is not a plain file, or the file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not readable.</exception>
    public static FileStream OpenRead(string path, bool isNamed = false)
        => OperatingSystem.IsWindows()
            ? OpenManaged(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, mayBeLink: isNamed)
            : ToStream(OpenUnix(path, PosixOpen.ReadOnly, isNamed), FileAccess.Read);

    /// <summary>Reads the beginning of a small text, even if another process has locked the file; null if it cannot be read.</summary>
    public static string? ReadNote(string path)
    {
        try
        {
            using var file = OpenRead(path);
            var bytes = new byte[MaximumBytesOfNote];
            return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception exception) when (OutputErrors.IsFileError(exception))
        {
            return null;
        }
    }

    private static SafeFileHandle OpenUnix(string path, PosixOpen how, bool mayBeLink)
    {
        // A FIFO is opened without waiting for its other end, and is then refused.
        var file = Posix.Open(path, how | PosixOpen.NonBlocking | (mayBeLink ? 0 : PosixOpen.NoFollow), Mode);
        try
        {
            if (OperatingSystem.IsLinux())
            {
                Validate(file, mayBeLink);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static FileState Validate(SafeFileHandle file, bool mayBeLink)
    {
        var state = FileState.Of(file);
        return state.FaultOfOpen(mayBeLink) is { } fault ? throw new PlainFileException(fault) : state;
    }

    private static FileStream OpenManaged(string path, FileMode mode, FileAccess access, FileShare share, bool mayBeLink = false)
    {
        if (!mayBeLink && new FileInfo(path).LinkTarget is not null)
        {
            throw new PlainFileException("it is a symbolic link");
        }

        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = Mode;
        }

        return new FileStream(path, options);
    }

    private static FileStream ToStream(SafeFileHandle file, FileAccess access) => new(file, access, bufferSize: 0);
}

/// <summary>Thrown for anything that is not a regular file with one name.</summary>
/// <param name="fault">What it is, such as <c>it is a symbolic link</c>.</param>
internal sealed class PlainFileException(string fault) : IOException(fault);
