using System.Runtime.InteropServices;

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
