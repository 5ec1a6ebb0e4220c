namespace AccountCommStats.Exporting.Hosting;

/// <summary>
/// Collects garbage early. Rows allocate nothing, but the driver does, and every wait for the source allocates a kilobyte. The runtime
/// would collect only when garbage fills the processor's cache. That is tens of megabytes, which a long export, or a batch of many short
/// ones, would occupy needlessly. This class works only in a <see cref="DedicatedProcess"/>, because elsewhere the garbage may belong to
/// other code.
/// </summary>
internal static class GarbageLimit
{
    /// <summary>How many bytes the process may allocate between two collections of generation 0.</summary>
    private const long MaximumBytes = 1024 * 1024;

    /// <summary>
    /// One in this many collections covers all generations: what survived generation 0 is mostly garbage once the export of its
    /// organization has ended.
    /// </summary>
    private const int CollectionsUntilFull = 32;

    private static long Allocated;
    private static int Collections;

    /// <summary>Collects garbage, if the limit is reached.</summary>
    public static void Enforce()
    {
        var last = Volatile.Read(ref Allocated);
        if (DedicatedProcess.IsEnabled
            && GC.GetTotalAllocatedBytes() is var allocated && allocated - last >= MaximumBytes
            && Interlocked.CompareExchange(ref Allocated, allocated, last) == last)
        {
            var isFull = Interlocked.Increment(ref Collections) % CollectionsUntilFull == 0;
            GC.Collect(isFull ? GC.MaxGeneration : 0, GCCollectionMode.Forced, blocking: true);
        }
    }
}
