namespace AccountCommStats.Exporting.Hosting;

/// <summary>
/// Collects garbage early. Rows allocate nothing, but the driver does, and every wait for the source allocates a kilobyte. The runtime would
/// first collect when that has grown to the size of the processor's cache, tens of megabytes, which a long export, or a batch of many
/// short ones, would occupy for no use. Only in a <see cref="DedicatedProcess"/>: elsewhere the garbage may be another's.
/// </summary>
internal static class GarbageLimit
{
    /// <summary>How much may be allocated, by all exports of the process, between two collections of what is young.</summary>
    private const long MaximumBytes = 1024 * 1024;

    /// <summary>Every so many collections are of all garbage: what outlives a young collection is mostly garbage when its organization has ended.</summary>
    private const int CollectionsUntilFull = 32;

    private static long Allocated;
    private static int Collections;

    /// <summary>Collects garbage, if the limit is reached.</summary>
    public static void Keep()
    {
        var last = Volatile.Read(ref Allocated);
        if (DedicatedProcess.IsAdopted
            && GC.GetTotalAllocatedBytes() is var allocated && allocated - last >= MaximumBytes
            && Interlocked.CompareExchange(ref Allocated, allocated, last) == last)
        {
            var isFull = Interlocked.Increment(ref Collections) % CollectionsUntilFull == 0;
            GC.Collect(isFull ? GC.MaxGeneration : 0, GCCollectionMode.Forced, blocking: true);
        }
    }
}
