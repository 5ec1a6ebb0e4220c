using System.Runtime.InteropServices;

namespace AccountCommStats.CommandLine;

/// <summary>How many files the system lets this process have open at once (<c>ulimit -n</c>).</summary>
internal static class FileHandleLimit
{
    /// <summary>An export opens about 90, with the libraries that stay open. With fewer it fails at any place, the runtime's own included.</summary>
    private const ulong Minimum = 128;

    // From resource.h of Linux.
    private const int OpenFiles = 7;

    /// <summary>What to tell where the limit is too low to run in; null where it is not, and off Linux.</summary>
    public static string? DescribeIfTooLow() =>
        OperatingSystem.IsLinux() && GetLimit(OpenFiles, out var limits) == 0 && limits.Soft < Minimum
            ? $"This process may have {limits.Soft} files open and needs up to {Minimum}. Raise the limit ('ulimit -n 1024'), then run it again."
            : null;

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out Limits limits);

    /// <summary><c>struct rlimit</c>. The runtime raises the first to the second when it starts.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        public nuint Soft;
        public nuint Hard;
    }
}
