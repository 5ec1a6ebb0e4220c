using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AccountCommStats.Exporting.Publication;

/// <summary>How <see cref="Posix"/> opens a file. The values are those of Linux on most processors.</summary>
[Flags]
internal enum PosixOpen
{
    /// <summary>Open for reading.</summary>
    ReadOnly = 0,

    /// <summary>Open for writing.</summary>
    WriteOnly = 1,

    /// <summary>Open for both.</summary>
    ReadWrite = 2,

    /// <summary>Create the file if it is missing.</summary>
    Create = 0x40,

    /// <summary>Fail if the file exists.</summary>
    Exclusive = 0x80,

    /// <summary>Do not wait for the other end of a FIFO.</summary>
    NonBlocking = 0x800,

    /// <summary>Fail if the path is a symbolic link.</summary>
    NoFollow = 0x20000,
}

/// <summary>System calls that .NET does not offer.</summary>
internal static class Posix
{
    private const int NoEntry = 2; // ENOENT
    private const int Interrupted = 4; // EINTR
    private const int NoDeviceOrAddress = 6; // ENXIO
    private const int NotPermitted = 1; // EPERM
    private const int AccessDenied = 13; // EACCES
    private const int IsDirectory = 21; // EISDIR
    private const int ExclusiveNow = 2 | 4; // LOCK_EX | LOCK_NB
    private const int CloseOnExec = 0x80000; // O_CLOEXEC of Linux
    private const int CloseOnExecOnMac = 0x1000000;
    private const int NonBlockingOnMac = 0x4;
    private const int NoFollowOnMac = 0x100;
    private const int NoFollowOnArm = 0x8000; // The value on PowerPC, too.
    private const int LinkOnLinux = 40; // ELOOP
    private const int LinkOnMac = 62; // ELOOP

    /// <summary>Makes renames and deletions in a directory survive a loss of power. Windows does so by itself.</summary>
    /// <exception cref="IOException">The directory cannot be flushed.</exception>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var directory = Open(path, PosixOpen.ReadOnly);
        if (Flush(directory) != 0)
        {
            throw new IOException($"The folder '{path}' could not be flushed to disk: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>Opens a file in such a way that child processes do not inherit it. It can create files only on Linux.</summary>
    /// <exception cref="IOException">The file is missing, is a link that must not be followed, or the file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not accessible.</exception>
    public static SafeFileHandle Open(string path, PosixOpen how, UnixFileMode mode = UnixFileMode.None)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw new FileNotFoundException("a file name cannot contain the NUL character (U+0000)", path); // The system would cut off the name at that character.
        }

        int descriptor;
        do
        {
            descriptor = Open(path, NumbersOf(how), (int)mode);
        }
        while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw ErrorOf(Marshal.GetLastPInvokeError(), path);
    }

    /// <summary>Locks a file for this process alone, until it is closed.</summary>
    /// <returns>False if another process has locked the file. True even if the file system has no locks, as on some network shares.</returns>
    public static bool TryLock(SafeFileHandle file)
        => Lock(file, ExclusiveNow) == 0 || !OutputErrors.IsLocked(new IOException("", Marshal.GetLastPInvokeError()));

    private static int NumbersOf(PosixOpen how)
    {
        if (OperatingSystem.IsMacOS())
        {
            return CloseOnExecOnMac
                | (how.HasFlag(PosixOpen.NonBlocking) ? NonBlockingOnMac : 0)
                | (how.HasFlag(PosixOpen.NoFollow) ? NoFollowOnMac : 0);
        }

        var isArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le;
        return CloseOnExec | (isArm && how.HasFlag(PosixOpen.NoFollow) ? (int)(how & ~PosixOpen.NoFollow) | NoFollowOnArm : (int)how);
    }

    private static Exception ErrorOf(int error, string path)
    {
        var message = Marshal.GetPInvokeErrorMessage(error);
        return error switch
        {
            NoEntry => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))
                ? new FileNotFoundException(message, path)
                : new DirectoryNotFoundException(message),
            NotPermitted or AccessDenied => new UnauthorizedAccessException(message),
            IsDirectory => new PlainFileException("it is a folder"),
            NoDeviceOrAddress => new PlainFileException("it is a socket or a device"),
            _ when error == (OperatingSystem.IsMacOS() ? LinkOnMac : LinkOnLinux) => new PlainFileException("it is a symbolic link"),
            _ => new IOException(message, error),
        };
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Lock(SafeFileHandle file, int operation);
}
