using System.Runtime.InteropServices;

namespace AccountCommStats.Exporting.Export;

/// <summary>How the operating system shares the processors between the threads of an export and everybody else.</summary>
public static class BatchScheduling
{
    // From sched.h of Linux.
    private const int Other = 0;
    private const int Batch = 3;
    private const int CallingThread = 0;

    /// <summary>
    /// Lets the calling thread, and every thread that it begins from now on, wait for a processor that is free instead of taking it
    /// from another process on waking (<c>SCHED_BATCH</c>). For the first thread of a program whose work is to export.
    /// </summary>
    /// <remarks>
    /// A server on the same machine sends rows in pieces of eight kilobytes, each of which would wake a thread here and stop the
    /// server in its work. Left alone it sends until the socket is full, and both do the more at once. No other share of the
    /// processors is given up. Only on Linux, and not where whoever began the process chose a policy of their own; elsewhere,
    /// and where the system refuses, nothing changes.
    /// </remarks>
    public static void Adopt()
    {
        if (OperatingSystem.IsLinux() && GetScheduler(CallingThread) == Other)
        {
            // A refusal is no failure: the export is slower then, and the same.
            _ = SetScheduler(CallingThread, Batch, new Parameters { Priority = 0 });
        }
    }

    [DllImport("libc", EntryPoint = "sched_getscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetScheduler(int thread);

    [DllImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetScheduler(int thread, int policy, in Parameters parameters);

    /// <summary><c>struct sched_param</c>. This policy has but one priority.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Parameters
    {
        public int Priority;
    }
}
