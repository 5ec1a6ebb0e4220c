using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AccountCommStats.Exporting.Hosting;

/// <summary>
/// Settings for a process that does nothing but export. They are off by default, so exports in other hosts do not change the process.
/// </summary>
public static class DedicatedProcess
{
    // These values are from sched.h of Linux.
    private const int Other = 0;
    private const int Batch = 3;
    private const int CallingThread = 0;

    /// <summary>Whether <see cref="Enable"/> was called.</summary>
    internal static bool IsEnabled { get; private set; }

    /// <summary>
    /// Declares that this process does nothing but export. Call it on the first thread, before the first export. From then on, young
    /// garbage is collected early, and a thread that reads rows sleeps a millisecond when the server has sent none. The calling thread and
    /// all threads that it starts are scheduled as batch work (<c>SCHED_BATCH</c>), which does not preempt other processes on waking.
    /// </summary>
    /// <remarks>
    /// A server on the same machine sends rows in pieces of eight kilobytes. With the usual scheduling, each piece would wake a thread here
    /// that preempts the server. With batch scheduling the server sends until the socket is full, and both work in larger pieces. The
    /// process keeps its share of the processors. The scheduling changes only on Linux, and only if the process was started with the
    /// default policy.
    /// </remarks>
    public static void Enable()
    {
        IsEnabled = true;
        if (OperatingSystem.IsLinux() && GetScheduler(CallingThread) == Other)
        {
            // If the system refuses, the export is only slower.
            _ = SetScheduler(CallingThread, Batch, new Parameters { Priority = 0 });
        }

        // The library that computes the hashes of files takes milliseconds to load. Load it while the first connection is being opened.
        _ = Task.Run(static () => SHA256.HashData([]));
    }

    [DllImport("libc", EntryPoint = "sched_getscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetScheduler(int thread);

    [DllImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetScheduler(int thread, int policy, in Parameters parameters);

    /// <summary><c>struct sched_param</c>. The policy for batch work has only one priority.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Parameters
    {
        public int Priority;
    }
}
