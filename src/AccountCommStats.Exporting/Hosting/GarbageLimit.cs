namespace AccountCommStats.Exporting.Hosting;

/// <summary>
/// Collects young garbage early. Rows allocate nothing, but the driver does, and every wait for the source allocates a kilobyte. The runtime
/// would first collect when that has grown to the size of the processor's cache, tens of megabytes, which a long export would
/// occupy for no use. Only in a <see cref="DedicatedProcess"/>: elsewhere the
/// garbage may be another's.
/// </summary>
internal sealed class GarbageLimit
{
    /// <summary>How much may be allocated between two collections.</summary>
    private const long MaximumBytes = 1024 * 1024;

    private long _allocated = GC.GetTotalAllocatedBytes();

    /// <summary>Collects what is young, if the limit is reached.</summary>
    public void Keep()
    {
        if (DedicatedProcess.IsAdopted && GC.GetTotalAllocatedBytes() is var allocated && allocated - _allocated >= MaximumBytes)
        {
            _allocated = allocated;
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        }
    }
}
