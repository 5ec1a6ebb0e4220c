namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>
/// The time by a server's clock, to the second, as its last answer reported. Exporters on several machines judge by it when a lock expires: their own
/// clocks may differ.
/// </summary>
/// <param name="time">Tells how much time has passed since that answer.</param>
internal sealed class ServerClock(TimeProvider time)
{
    private long _ahead;

    /// <summary>The server's time; that of this machine before the first answer.</summary>
    public DateTimeOffset Now => time.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    /// <summary>Records the time of a response.</summary>
    /// <param name="date">Its <c>Date</c> header; null where it has none.</param>
    public void Learn(DateTimeOffset? date)
    {
        if (date is { } told)
        {
            Interlocked.Exchange(ref _ahead, (told - time.GetUtcNow()).Ticks);
        }
    }
}
