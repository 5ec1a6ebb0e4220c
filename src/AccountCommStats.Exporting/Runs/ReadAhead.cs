namespace AccountCommStats.Exporting.Runs;

/// <summary>
/// Limits how far connections read ahead of the file. The rows of later ranges wait in memory, which must not grow with the number of rows.
/// </summary>
/// <param name="maximumBytes">While more bytes than this are waiting, no range may begin except the one that is written next.</param>
internal sealed class ReadAhead(long maximumBytes)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _waiting;
    private int _next;

    /// <summary>Records that bytes wait to be written.</summary>
    public void Add(int bytes) => Interlocked.Add(ref _waiting, bytes);

    /// <summary>Records that bytes were written.</summary>
    public void Remove(int bytes)
    {
        var before = Interlocked.Add(ref _waiting, -bytes) + bytes;
        if (before >= maximumBytes && before - bytes < maximumBytes)
        {
            Signal();
        }
    }

    /// <summary>Records which range is written next.</summary>
    public void MoveTo(int range)
    {
        Volatile.Write(ref _next, range);
        Signal();
    }

    /// <summary>Waits until a range may begin.</summary>
    public async Task WaitAsync(int range, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                changed = _changed.Task;
            }

            if (range <= Volatile.Read(ref _next) || Interlocked.Read(ref _waiting) < maximumBytes)
            {
                return;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }
}
