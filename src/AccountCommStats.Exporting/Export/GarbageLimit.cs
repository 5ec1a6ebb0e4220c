namespace AccountCommStats.Exporting;

/// <summary>
/// Has garbage collected before there is much of it. Rows leave none, but every wait for the source leaves a kilobyte; the
/// runtime would let that grow to the size of the processor's cache, tens of megabytes, before it looks at it, and a long
/// export would take the more memory for no use.
/// </summary>
/// <param name="mostBytes">How much may be allocated between two collections.</param>
internal sealed class GarbageLimit(long mostBytes)
{
    private long _allocated = GC.GetTotalAllocatedBytes();

    /// <summary>Collects what is young, if the limit is reached.</summary>
    public void Keep()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _allocated >= mostBytes)
        {
            _allocated = allocated;
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        }
    }
}
