namespace AccountCommStats.Exporting.Hosting;

/// <summary>
/// Has garbage collected before there is much of it. Rows leave none, but the driver does for each of them, and every wait for
/// the source leaves a kilobyte; the runtime would let that grow to the size of the processor's cache, tens of megabytes, before
/// it looks at it, and a long export would take the more memory for no use. Only in a <see cref="DedicatedProcess"/>: elsewhere the
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
