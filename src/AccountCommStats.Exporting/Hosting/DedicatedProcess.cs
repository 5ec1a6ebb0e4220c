using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AccountCommStats.Exporting.Hosting;

/// <summary>What exports do to the process around them where it does nothing else. Off by default: in any other host they leave it alone.</summary>
public static class DedicatedProcess
{
    // From sched.h of Linux.
    private const int Other = 0;
    private const int Batch = 3;
    private const int CallingThread = 0;

    /// <summary>Whether <see cref="Adopt"/> was called.</summary>
    internal static bool IsAdopted { get; private set; }

    /// <summary>
    /// Says that this process does nothing but export. To be called on its first thread, before the first export: young garbage is then
    /// collected before there is much of it, a thread that reads rows sleeps a millisecond where the server has none, and the calling
    /// thread, with every thread that it begins from now on, waits for a processor that is free instead of taking it from another
    /// process on waking (<c>SCHED_BATCH</c>).
    /// </summary>
    /// <remarks>
    /// A server on the same machine sends rows in pieces of eight kilobytes, each of which would wake a thread here and stop the
    /// server in its work. Left alone it sends until the socket is full, and both do the more at once. No other share of the
    /// processors is given up. The scheduling changes only on Linux, and not where whoever began the process chose a policy of their
    /// own; elsewhere, and where the system refuses, it stays.
    /// </remarks>
    public static void Adopt()
    {
        IsAdopted = true;
        if (OperatingSystem.IsLinux() && GetScheduler(CallingThread) == Other)
        {
            // A refusal is not a failure: the export is slower then, and the same.
            _ = SetScheduler(CallingThread, Batch, new Parameters { Priority = 0 });
        }

        // The library that computes the hashes of files takes milliseconds to load; it does while the first connection opens.
        _ = Task.Run(static () => SHA256.HashData([]));
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
