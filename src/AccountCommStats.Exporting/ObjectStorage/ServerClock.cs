namespace AccountCommStats.Exporting.ObjectStorage;

/// <summary>
/// A server's clock, to the second, from its last response. Exporters on several machines use it to decide whether a lock has expired,
/// because their own clocks may differ.
/// </summary>
/// <param name="time">Measures the time since the server's last response.</param>
internal sealed class ServerClock(TimeProvider time)
{
    private long _offsetTicks;

    /// <summary>The server's time; until the first response, the time of this machine.</summary>
    public DateTimeOffset Now => time.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    /// <summary>Records the time of a response.</summary>
    /// <param name="date">Its <c>Date</c> header; null if it has none.</param>
    public void Update(DateTimeOffset? date)
    {
        if (date is { } told)
        {
            Interlocked.Exchange(ref _offsetTicks, (told - time.GetUtcNow()).Ticks);
        }
    }
}
