using System.Runtime.InteropServices;

namespace AccountCommStats.CommandLine;

/// <summary>How many files the system lets this process have open at once (<c>ulimit -n</c>).</summary>
internal static class FileHandleLimit
{
    /// <summary>
    /// The minimum limit. An export opens about 90 files, libraries included; under a lower limit, it may fail inside the runtime.
    /// </summary>
    private const ulong Minimum = 128;

    // RLIMIT_NOFILE on Linux.
    private const int OpenFiles = 7;

    /// <summary>The error if the limit is too low; otherwise, and on systems other than Linux, null.</summary>
    public static string? DescribeIfTooLow() =>
        OperatingSystem.IsLinux() && GetLimit(OpenFiles, out var limits) == 0 && limits.Soft < Minimum
            ? $"This process is allowed to open only {limits.Soft} files, and needs up to {Minimum}. Raise the limit ('ulimit -n 1024'), then run it again."
            : null;

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out Limits limits);

    /// <summary><c>struct rlimit</c>. At start, the runtime raises the soft limit to the hard one.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        public nuint Soft;
        public nuint Hard;
    }
}
