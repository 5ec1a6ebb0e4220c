using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AccountCommStats.Exporting;

/// <summary>What .NET does not offer of the operating system.</summary>
internal static class Posix
{
    private const int ReadOnly = 0;

    /// <summary>Makes renames and deletions in a directory survive a loss of power. Windows does so by itself.</summary>
    /// <exception cref="IOException">The directory cannot be flushed.</exception>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
        {
            throw LastError(path);
        }

        try
        {
            if (Flush(descriptor) != 0)
            {
                throw LastError(path);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>The text of a small file that another process may have locked; null if it is not there.</summary>
    /// <remarks>On Unix .NET would lock it for reading, which fails while the other has it.</remarks>
    public static string? ReadUnlocked(string path)
    {
        try
        {
            using var file = OperatingSystem.IsWindows()
                ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : OpenUnlocked(path);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (OutputErrors.IsOfFile(exception))
        {
            return null;
        }
    }

    private static FileStream OpenUnlocked(string path)
    {
        var descriptor = Open(path, ReadOnly);
        return descriptor >= 0
            ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read)
            : throw new FileNotFoundException(Marshal.GetLastPInvokeErrorMessage(), path);
    }

    private static IOException LastError(string path)
        => new($"The directory '{path}' could not be flushed to disk: {Marshal.GetLastPInvokeErrorMessage()}.");

    [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
